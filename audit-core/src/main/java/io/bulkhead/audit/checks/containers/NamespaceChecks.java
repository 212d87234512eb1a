package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.essential;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of namespaces, one for each that a container can share. */
final class NamespaceChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.of(
              essential("CTR-008", "No container shares the host's network", Severity.HIGH)
                  .passesWhen(
                      "the network namespace of the first process is not the host's; before the"
                          + " start, neither its mode nor that of the container it joins is host")
                  .because(
                      "It reaches what listens on localhost only, opens any port, and sees and changes"
                          + " the host's interfaces with NET_ADMIN.")
                  .advise(again("Remove `--network host` and publish the ports that are needed."))
                  .mayBreak("Monitoring agents and services with many or changing ports.")
                  .see("network_namespaces(7)", "docker-run(1)", "CIS 5.10"),
              new HostNamespace(NamespaceKind.NETWORK)),
          ContainerCheck.of(
              essential("CTR-009", "No container shares the host's processes", Severity.HIGH)
                  .passesWhen(
                      "the pid namespace of the first process is not the host's; before the start,"
                          + " neither its mode nor that of the container it joins is host")
                  .because(
                      "It sees every process of the host with its arguments and environment, and"
                          + " signals those of its user.")
                  .advise(again("Remove `--pid host`."))
                  .mayBreak("Monitoring and debugging agents.")
                  .see("pid_namespaces(7)", "docker-run(1)", "CIS 5.16"),
              new HostNamespace(NamespaceKind.PID)),
          ContainerCheck.of(
              essential("CTR-010", "No container shares the host's shared memory", Severity.MEDIUM)
                  .passesWhen(
                      "the IPC namespace of the first process is not the host's; before the start,"
                          + " neither its mode nor that of the container it joins is host")
                  .because("It reads and writes shared memory and queues of programs on the host.")
                  .advise(again("Remove `--ipc host`; containers that belong together share one."))
                  .mayBreak("Programs that talk to others by shared memory.")
                  .see("ipc_namespaces(7)", "docker-run(1)", "CIS 5.17"),
              new HostNamespace(NamespaceKind.IPC)),
          ContainerCheck.of(
              level1("CTR-011", "No container shares the host's name", Severity.LOW)
                  .passesWhen(
                      "the UTS namespace of the first process is not the host's; before the start,"
                          + " its mode is not host")
                  .because("With SYS_ADMIN it renames the host, which confuses logs and clusters.")
                  .advise(again("Remove `--uts host`."))
                  .mayBreak("Programs that set the host's name.")
                  .see("uts_namespaces(7)", "docker-run(1)", "CIS 5.21"),
              new HostNamespace(NamespaceKind.UTS)),
          ContainerCheck.of(
              essential("CTR-012", "No container is left out of the user mapping", Severity.MEDIUM)
                  .passesWhen(
                      "with users mapped by the engine, the user namespace of the first process is"
                          + " not the host's")
                  .because("Its root is the host's root although the engine maps users.")
                  .advise(again("Remove `--userns host`."))
                  .mayBreak("Privileged containers and those on the host's network need it.")
                  .see("user_namespaces(7)", "docker-run(1)", "CIS 5.31"),
              new HostNamespace(NamespaceKind.USER)),
          ContainerCheck.of(
              level1("CTR-013", "No container shares the host's cgroup tree", Severity.LOW)
                  .passesWhen(
                      "the cgroup namespace of the first process is not the host's; before the"
                          + " start, its mode is not host")
                  .because("It sees how the host divides its resources, and which services run.")
                  .advise(again("Use `--cgroupns private`, the default with cgroup version 2."))
                  .mayBreak("Resource monitors, and systemd inside a container.")
                  .see("cgroup_namespaces(7)", "docker-run(1)"),
              new HostNamespace(NamespaceKind.CGROUP)),
          ContainerCheck.bySite(
              level1("CTR-040", "No container joins a more powerful one", Severity.MEDIUM)
                  .passesWhen(
                      "no container whose network, pid or IPC namespace it joins is privileged,"
                          + " reaches an engine socket, has more capabilities or shares the host's"
                          + " network or processes")
                  .because(
                      "Whoever breaks the weaker one listens to, signals or traces the stronger one.")
                  .advise(
                      again("Give it namespaces of its own, or take away what the other may do."))
                  .mayBreak("Sidecars.")
                  .see("namespaces(7)", "docker-run(1)"),
              JoinedNamespaces::judge));

  private NamespaceChecks() {}
}
