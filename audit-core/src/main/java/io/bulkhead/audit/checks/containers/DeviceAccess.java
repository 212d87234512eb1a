package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Devices of the host that a container can use. */
final class DeviceAccess {
  private static final Set<String> HARMLESS =
      Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty");

  private DeviceAccess() {}

  static Ground judge(HostSnapshot host, Container container, Policy policy) {
    Evidence says = asked(container);
    if (container.security().privileged()) {
      return Grounds.fail("", "is privileged, and so has every device", says);
    }
    Set<String> found = given(host, container);
    Set<String> allowed = new LinkedHashSet<>(found);
    allowed.removeIf(d -> !policy.allows(ContainerValues.DEVICES, container, d));
    found.removeAll(allowed);
    if (!found.isEmpty()) {
      return Grounds.fail("", "is given " + String.join(", ", found), says);
    }
    Optional<Mount> unsure =
        container.mounts().stream().filter(m -> unsure(host, policy, container, m)).findFirst();
    if (unsure.isPresent()) {
      return Grounds.undetermined(
          "", "whether " + unsure.get().source() + " is a device was not seen", says);
    }
    return Grounds.pass(
        "",
        allowed.isEmpty()
            ? "is given no device of the host"
            : "is given " + String.join(", ", allowed) + ", which the policy allows",
        says);
  }

  private static Evidence asked(Container container) {
    Container.Reach reach = container.reach();
    return EachContainer.inspect(
        container,
        "HostConfig",
        "Privileged "
            + container.security().privileged()
            + ", Devices "
            + container.security().devices()
            + ", DeviceCgroupRules "
            + reach.deviceRules()
            + ", DeviceRequests "
            + reach.deviceRequests());
  }

  private static Set<String> given(HostSnapshot host, Container container) {
    Set<String> found = new LinkedHashSet<>(container.security().devices());
    found.addAll(container.reach().deviceRules());
    found.addAll(container.reach().deviceRequests());
    container.mounts().stream()
        .filter(m -> m.source().startsWith("/dev/") && node(host, m))
        .map(Mount::source)
        .forEach(found::add);
    found.removeAll(HARMLESS);
    return found;
  }

  private static boolean unsure(
      HostSnapshot host, Policy policy, Container container, Mount mount) {
    String source = mount.source();
    return source.startsWith("/dev/")
        && !HARMLESS.contains(source)
        && !source.equals("/dev/shm")
        && !policy.allows(ContainerValues.DEVICES, container, source)
        && host.file(source) instanceof Reading.Unreadable;
  }

  /**
   * A bind mount alone gives no right to a device, but a right is easily given without it. Of a
   * disk a volume shows the files and not the node.
   */
  private static boolean node(HostSnapshot host, Mount mount) {
    if (mount.type().equals("volume") && HostMounts.disk(host, mount.source())) {
      return false;
    }
    return host.file(mount.source())
        .seen()
        .map(FileStat::kind)
        .filter(k -> k == FileKind.CHARACTER_DEVICE || k == FileKind.BLOCK_DEVICE)
        .isPresent();
  }
}
