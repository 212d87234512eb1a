package io.bulkhead.audit.snapshot;

import java.util.List;
import java.util.Map;

/**
 * What the kernel says about itself and about what it enforces.
 *
 * @param release {@code uname -r}
 * @param build {@code uname -v}: number and date of the build
 * @param machine {@code uname -m}
 * @param installed versions that have an image or a module tree on disk, as directory or file names
 *     carry them
 * @param rebootRequired true if the distribution left its reboot-required mark
 * @param lsms active security modules in order, from securityfs or lsm_list_modules(2)
 * @param appArmor state of AppArmor; absent if the kernel lacks it
 * @param selinux state of SELinux; absent if the kernel lacks it
 * @param seccompActions actions the kernel's filter mode knows; absent without filter mode
 * @param sysctls values by dotted name, without surrounding blanks
 * @param cgroupVersion {@code 1}, {@code 2} or {@code hybrid}
 * @param container name of the container technology Bulkhead itself runs in; absent on a host
 */
public record Kernel(
    Reading<String> release,
    Reading<String> build,
    Reading<String> machine,
    Reading<List<InstalledKernel>> installed,
    Reading<Boolean> rebootRequired,
    Reading<List<String>> lsms,
    Reading<AppArmor> appArmor,
    Reading<Selinux> selinux,
    Reading<List<String>> seccompActions,
    Map<String, Reading<String>> sysctls,
    Reading<String> cgroupVersion,
    Reading<String> container) {

  public Kernel {
    sysctls = Map.copyOf(sysctls);
  }

  /**
   * A kernel that was found on disk.
   *
   * @param version as its file or directory name carries it
   * @param build number and date of the build as in {@code uname -v}, from the image itself; empty
   *     if it does not tell. A rebuilt package keeps the version and changes the build.
   */
  public record InstalledKernel(String version, String path, String build) {
    public InstalledKernel(String version, String path) {
      this(version, path, "");
    }
  }

  /**
   * AppArmor as the kernel runs it.
   *
   * @param enabled /sys/module/apparmor/parameters/enabled is Y
   * @param profiles loaded profile names with their modes ({@code enforce}, {@code complain}, …);
   *     unreadable without privilege
   * @param parserPresent apparmor_parser is installed; without it the engine loads no profile
   */
  public record AppArmor(
      boolean enabled, Reading<Map<String, String>> profiles, Reading<Boolean> parserPresent) {}

  /**
   * SELinux as the kernel runs it.
   *
   * @param enforcing /sys/fs/selinux/enforce is 1
   * @param policy name of the policy from /etc/selinux/config
   */
  public record Selinux(boolean enforcing, Reading<String> policy) {}

  /** A sysctl; absent from the snapshot counts as unreadable. */
  public Reading<String> sysctl(String name) {
    return sysctls.getOrDefault(
        name, Reading.unreadable(Origin.observed("sysctl " + name), "not gathered"));
  }
}
