package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.essential;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level2;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The checks of single capabilities. */
final class CapabilityChecks {
  private static final Set<String> DANGEROUS =
      Set.of(
          "SYS_RAWIO",
          "SYS_BOOT",
          "SYS_TIME",
          "NET_ADMIN",
          "BPF",
          "PERFMON",
          "SYSLOG",
          "MAC_ADMIN",
          "MAC_OVERRIDE",
          "CHECKPOINT_RESTORE",
          "LINUX_IMMUTABLE",
          "IPC_OWNER");

  static final List<Check> ALL =
      List.of(
          ContainerCheck.bySite(
              essential("CTR-034", "No container may open files by handle", Severity.CRITICAL)
                  .passesWhen(
                      "neither the first process nor the settings have CAP_DAC_READ_SEARCH, unless"
                          + " the policy allows it")
                  .because("CAP_DAC_READ_SEARCH with open_by_handle_at reads any file of the host.")
                  .advise(again("Remove `--cap-add DAC_READ_SEARCH`."))
                  .mayBreak("Backup and file server programs that open files by handle.")
                  .see("capabilities(7)", "open_by_handle_at(2)"),
              OneCapability.of("DAC_READ_SEARCH")),
          ContainerCheck.bySite(
              essential("CTR-035", "No container may load kernel modules", Severity.CRITICAL)
                  .passesWhen(
                      "neither the first process nor the settings have CAP_SYS_MODULE, unless the"
                          + " policy allows it")
                  .because("Code in the kernel is above every container and every host process.")
                  .advise(again("Remove `--cap-add SYS_MODULE`; load modules on the host."))
                  .mayBreak("Programs that load their own kernel modules, for example VPN servers.")
                  .see("capabilities(7)", "init_module(2)"),
              OneCapability.of("SYS_MODULE")),
          ContainerCheck.bySite(
              essential("CTR-036", "No container has SYS_ADMIN", Severity.CRITICAL)
                  .passesWhen(
                      "neither the first process nor the settings have CAP_SYS_ADMIN, unless the"
                          + " policy allows it")
                  .because(
                      "It mounts file systems, and in the host's cgroups starts programs on the host;"
                          + " next to privileged there is nothing that gives more.")
                  .advise(again("Remove `--cap-add SYS_ADMIN` and give what is really needed."))
                  .mayBreak("Programs that mount file systems, FUSE among them.")
                  .see("capabilities(7)", "cgroups(7)"),
              OneCapability.of("SYS_ADMIN")),
          ContainerCheck.bySite(
              level1("CTR-037", "No container may trace foreign processes", Severity.HIGH)
                  .passesWhen(
                      "neither the first process nor the settings have CAP_SYS_PTRACE, unless the"
                          + " policy allows it")
                  .because(
                      "With a shared pid namespace it writes code into processes of the host or of"
                          + " other containers.")
                  .advise(again("Remove `--cap-add SYS_PTRACE`."))
                  .mayBreak("Debuggers and profilers inside the container.")
                  .see("capabilities(7)", "ptrace(2)"),
              OneCapability.of("SYS_PTRACE")),
          ContainerCheck.bySite(
              level1("CTR-038", "No container has another capability over the host", Severity.HIGH)
                  .passesWhen(
                      "neither the first process nor the settings have SYS_RAWIO, SYS_BOOT,"
                          + " SYS_TIME, NET_ADMIN, BPF, PERFMON, SYSLOG, MAC_ADMIN, MAC_OVERRIDE,"
                          + " CHECKPOINT_RESTORE, LINUX_IMMUTABLE, IPC_OWNER or, with a device rule,"
                          + " MKNOD, unless the policy allows it")
                  .because(
                      "Each of them reaches something of the host that no namespace divides, or the"
                          + " rules that hold containers back.")
                  .advise(again("Remove the `--cap-add` that is named."))
                  .mayBreak("The program that uses the capability.")
                  .see("capabilities(7)"),
              CapabilityChecks::dangerous),
          ContainerCheck.bySite(
              level2("CTR-039", "Containers cannot forge packets", Severity.LOW)
                  .passesWhen(
                      "neither the first process nor the settings have CAP_NET_RAW, unless the"
                          + " policy allows it")
                  .because(
                      "With NET_RAW a container forges ARP and DNS answers for its neighbours on the"
                          + " same bridge; the engine gives it to everybody.")
                  .advise(again("Use `--cap-drop NET_RAW`."))
                  .mayBreak("ping without net.ipv4.ping_group_range, and packet tools.")
                  .see("capabilities(7)", "packet(7)"),
              OneCapability.of("NET_RAW")));

  private CapabilityChecks() {}

  /** MKNOD, which everybody has, counts together with a rule that opens devices. */
  private static Ground dangerous(HostSnapshot host, Container container, Policy policy) {
    Set<String> names = new TreeSet<>(DANGEROUS);
    if (!container.reach().deviceRules().isEmpty()) {
      names.add("MKNOD");
    }
    return new OneCapability(names).judge(host, container, policy);
  }
}
