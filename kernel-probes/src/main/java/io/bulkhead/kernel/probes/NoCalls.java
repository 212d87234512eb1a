package io.bulkhead.kernel.probes;

import java.util.List;
import java.util.Set;

/**
 * No system calls: an emulator would answer them in the kernel's stead, with features of its own.
 *
 * @param machine what uname(2) says all the same
 */
public record NoCalls(Got<String> machine) implements HostCalls {
  private static <T> Got<T> none() {
    return Got.error(Got.NO_DATA);
  }

  @Override
  public Got<FileSystem> statfs(String path) {
    return none();
  }

  @Override
  public Got<Place> statx(String path) {
    return none();
  }

  @Override
  public Got<byte[]> xattr(String path, String name) {
    return none();
  }

  @Override
  public Got<List<String>> securityModules() {
    return none();
  }

  @Override
  public Got<Long> landlockAbi() {
    return none();
  }

  @Override
  public Got<Long> seccompFilter() {
    return none();
  }

  @Override
  public Got<Long> boundingSet(int capability) {
    return none();
  }

  @Override
  public Got<Long> random() {
    return none();
  }

  @Override
  public Got<AuditStatus> auditStatus() {
    return none();
  }

  @Override
  public Got<List<AuditRule>> auditRules() {
    return none();
  }

  @Override
  public Got<Long> deviceFilters(String cgroup) {
    return none();
  }

  @Override
  public Got<Set<Integer>> entryTypes(String directory) {
    return none();
  }

  @Override
  public Got<Peer> peer(String socket) {
    return none();
  }

  @Override
  public Got<List<UnixSocket>> unixSockets() {
    return none();
  }

  @Override
  public Got<Boolean> selinuxContext(String context) {
    return none();
  }
}
