package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Kernel;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Set;

/** Whether SELinux confines a container: the type of its process. */
final class SelinuxLabel {
  /** Types of container-selinux that hold a container back. */
  private static final Set<String> CONFINED =
      Set.of("container_t", "container_init_t", "container_kvm_t", "svirt_lxc_net_t");

  private static final Set<String> FREE =
      Set.of(
          "spc_t",
          "unconfined_t",
          "unconfined_service_t",
          "container_runtime_t",
          "kernel_t",
          "init_t",
          "initrc_t");

  private SelinuxLabel() {}

  static Ground judge(HostSnapshot host, Container container) {
    return host.kernel()
        .selinux()
        .fold(
            seen -> active(host, container, seen),
            none ->
                Grounds.notApplicable(
                    "", "the kernel runs no SELinux", Evidence.of(none.origin(), "absent")),
            unseen -> Grounds.unseen("", unseen));
  }

  private static Ground active(
      HostSnapshot host, Container container, Reading.Present<Kernel.Selinux> state) {
    if (!state.value().enforcing()) {
      return Grounds.fail(
          "", "SELinux is permissive and denies nothing", Evidence.of(state.origin(), "0"));
    }
    return Proof.of(host, container)
        .fold(
            process ->
                process
                    .value()
                    .label()
                    .fold(
                        seen ->
                            type(
                                seen.value().strip(),
                                Evidence.of(seen.origin(), seen.value().strip())),
                        none ->
                            Grounds.undetermined(
                                "", "its process has no label", Grounds.evidence(none)),
                        unseen -> Grounds.unseen("", unseen)),
            stopped -> planned(host, container),
            unseen -> Grounds.unseen("", unseen));
  }

  private static Ground planned(HostSnapshot host, Container container) {
    Container.Security security = container.security();
    Evidence says =
        EachContainer.inspect(
            container,
            "ProcessLabel",
            "'" + security.processLabel() + "', SecurityOpt " + security.options());
    boolean disabled =
        security.options().stream().anyMatch(o -> o.matches("label[=:]disable"))
            || security.privileged();
    if (disabled) {
      return Grounds.fail("", "asks to run without confinement by SELinux", says);
    }
    if (!Modes.says(host, "selinux")) {
      return Grounds.fail("", "the engine does not use SELinux", says);
    }
    return security.processLabel().isEmpty()
        ? Grounds.undetermined("", "has no label before it starts", says)
        : type(security.processLabel(), says);
  }

  /** A label is user:role:type:level. */
  private static Ground type(String label, Evidence says) {
    String[] parts = label.split(":", 4);
    String type = parts.length > 2 ? parts[2] : "";
    if (CONFINED.contains(type)) {
      return Grounds.pass("", "has type " + type, says);
    }
    return FREE.contains(type)
        ? Grounds.fail("", "has type " + type + ", which SELinux does not confine", says)
        : Grounds.undetermined("", "what type '" + type + "' may do is not known", says);
  }
}
