package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.essential;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of users, devices, secrets and other settings. */
final class SettingChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.of(
              level1("CTR-014", "No container runs as root", Severity.HIGH)
                  .passesWhen(
                      "no process in the container's cgroup has uid 0 of the host; before the"
                          + " start, its user is a number other than 0 or a name that is not root in the"
                          + " image")
                  .because("Root inside is root outside as soon as one other wall falls.")
                  .advise(
                      again(
                          "Use `--user UID:GID`, better USER in the Dockerfile, and chown its volumes."))
                  .mayBreak("Volumes that root owns, ports below 1024, installing at the start.")
                  .see("docker-run(1)", "credentials(7)", "CIS 4.1"),
              RootUser::judge),
          ContainerCheck.bySite(
              level1("CTR-024", "No container is given devices unasked", Severity.HIGH)
                  .passesWhen(
                      "it is not privileged and is given no device, device rule, GPU or bind mount"
                          + " of a device node, but for harmless ones such as /dev/null and those the"
                          + " policy allows")
                  .because("A disk, memory or input device reaches past every namespace.")
                  .advise(
                      again(
                          "Remove `--device`, `--device-cgroup-rule` and `--gpus`, or allow them."))
                  .mayBreak("Programs that need the hardware.")
                  .see("docker-run(1)", "cgroups(7)", "CIS 5.18"),
              DeviceAccess::judge),
          ContainerCheck.of(
              level1("CTR-042", "No secret stands in a container's environment", Severity.HIGH)
                  .passesWhen(
                      "no variable that its image does not have has a name of a secret with a"
                          + " literal value, or a value of a known token's form")
                  .because(
                      "docker inspect and /proc show it to everybody with the socket, every child"
                          + " inherits it, and error reports carry it away.")
                  .advise(
                      again("Change the secret, then hand it over as a file: NAME_FILE, secrets."))
                  .mayBreak("Programs that take it from the environment only.")
                  .see("docs.docker.com: Manage sensitive data with Docker secrets", "environ(7)"),
              SettingJudges::environmentSecrets),
          ContainerCheck.of(
              level1("CTR-043", "No secret stands in a container's arguments", Severity.HIGH)
                  .passesWhen(
                      "no argument, command, entry point or health check holds a name of a secret"
                          + " with a literal value, a known token's form or a password in an address")
                  .because("Arguments are shown by ps on the host and in every container list.")
                  .advise(again("Change the secret, then hand it over as a file."))
                  .mayBreak("Programs that take it as an argument only.")
                  .see("docker-run(1)", "proc_pid_cmdline(5)"),
              SettingJudges::argumentSecrets),
          ContainerCheck.bySite(
              level1("CTR-045", "Kernel parameters of containers are wanted", Severity.LOW)
                  .passesWhen("it sets no kernel parameter but those the policy allows")
                  .because("Some parameters weaken the network stack or a limit.")
                  .advise(again("Remove `--sysctl`, or allow the parameter in the policy."))
                  .mayBreak("Network services that were tuned.")
                  .see("sysctl(8)", "docker-run(1)"),
              SettingJudges::sysctls),
          ContainerCheck.of(
              level1("CTR-046", "No container joins a powerful group", Severity.MEDIUM)
                  .passesWhen(
                      "it adds no group root, docker, disk, kmem or shadow by name or by the"
                          + " host's number, its user has none of the others, and no process of it"
                          + " other than root has one of them")
                  .because("The groups docker, disk, kmem and shadow equal root on the host.")
                  .advise(again("Remove `--group-add`."))
                  .mayBreak("Programs that use the engine's socket or disks.")
                  .see("docker-run(1)", "group(5)"),
              SettingJudges::groups),
          ContainerCheck.bySite(
              level1("CTR-047", "Containers use a known runtime", Severity.MEDIUM)
                  .passesWhen(
                      "its runtime is the engine's default or one of those the policy lists")
                  .because("The runtime is the program that builds the walls.")
                  .advise(again("Remove `--runtime`, or name the runtime in the policy."))
                  .mayBreak("Containers that need the runtime's hardware or sandbox.")
                  .see("docs.docker.com: Alternative container runtimes"),
              SettingJudges::runtime),
          ContainerCheck.of(
              level1("CTR-050", "The log of every container is bounded", Severity.LOW)
                  .passesWhen("its log driver is not json-file, or max-size is set")
                  .because("A container that writes much fills the host's disk.")
                  .advise(again("Use `--log-opt max-size=10m --log-opt max-file=3`."))
                  .mayBreak("Old lines are dropped.")
                  .see("docs.docker.com: JSON file logging driver"),
              SettingJudges::logRotation),
          ContainerCheck.bySite(
              essential("CTR-053", "No container equals root on the host", Severity.CRITICAL)
                  .passesWhen(
                      "root in it has neither privileges, an engine socket, a writable sensitive"
                          + " mount, an open /proc/sys, an escaping capability nor a disk; without"
                          + " root, no socket that its groups open")
                  .because(
                      "Settings that are tolerable alone add up to a way out; fix these first.")
                  .advise(again("Take away the part that the finding names."))
                  .mayBreak("What needs that part.")
                  .see("capabilities(7)", "docker-run(1)", "user_namespaces(7)"),
              HostRoot::judge));

  private SettingChecks() {}
}
