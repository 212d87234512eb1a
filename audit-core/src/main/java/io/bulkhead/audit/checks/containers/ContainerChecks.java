package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The checks of containers, sorted by id. */
public final class ContainerChecks {
  private static final String RECREATE =
      " Settings of a container are fixed when it is created: recreate it, from its compose file where"
          + " it has one.";

  private static final List<Check> CONFINEMENT =
      List.of(
          ContainerCheck.of(
              check("CTR-001", "No container can reach an engine socket", Severity.CRITICAL)
                  .passesWhen(
                      "no mount of a container is an engine, containerd, podman, CRI-O or BuildKit"
                          + " socket or holds one, by name or by where it leads, and no DOCKER_HOST"
                          + " points at an engine that serves TCP; read-only does not help")
                  .because(
                      "Whoever breaks the container can start another one that mounts the host's file"
                          + " system; a read-only mount of the socket changes nothing.")
                  .advise(
                      "Remove the mount, or put a proxy with a list of allowed requests in between."
                          + RECREATE)
                  .mayBreak("Dashboards, reverse proxies, updaters and build agents that use it.")
                  .see("unix(7)", "docs.docker.com: Protect the Docker daemon socket", "CIS 5.32"),
              EngineSocketReach::judge),
          ContainerCheck.of(
              check("CTR-002", "No container is privileged", Severity.CRITICAL)
                  .passesWhen(
                      "HostConfig.Privileged is false for every container, stopped ones too")
                  .because(
                      "A privileged container has every device and every capability: it can mount the"
                          + " host's disk.")
                  .advise(
                      "Replace `--privileged` by the `--cap-add` and `--device` it needs."
                          + RECREATE)
                  .mayBreak(
                      "Programs that use devices, mount file systems or run an engine inside.")
                  .see("docker-run(1)", "capabilities(7)", "CIS 5.5"),
              ContainerChecks::privileged),
          ContainerCheck.bySite(
              check(
                      "CTR-003",
                      "No container holds more capabilities than the default",
                      Severity.HIGH)
                  .passesWhen(
                      "neither the first process (CapBnd, CapEff, CapPrm, CapAmb) nor the settings"
                          + " of a container have a capability beyond the engine's 14, but for those the"
                          + " policy allows")
                  .because(
                      "Capabilities such as SYS_ADMIN, SYS_MODULE or SYS_PTRACE lead out of a"
                          + " container.")
                  .advise("Use `--cap-drop ALL` and add only what the program needs." + RECREATE)
                  .mayBreak("Programs that use what the capability allows.")
                  .see("capabilities(7)", "docker-run(1)", "CIS 5.4"),
              CapabilityUse::judge),
          ContainerCheck.of(
              check("CTR-004", "AppArmor confines every container", Severity.MEDIUM)
                  .passesWhen(
                      "the label of the first process is a profile that is enforced; before the"
                          + " start, the profile it will get is loaded and enforced")
                  .because("An unconfined process can mount, and write to /proc and /sys.")
                  .advise(
                      "Remove `--security-opt apparmor=unconfined` and `--privileged`." + RECREATE)
                  .mayBreak("Programs that mount file systems or trace others.")
                  .see(
                      "apparmor(7)",
                      "docs.docker.com: AppArmor security profiles for Docker",
                      "CIS 5.2"),
              AppArmorLabel::judge),
          ContainerCheck.of(
              check("CTR-005", "SELinux confines every container", Severity.MEDIUM)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "SELinux enforces and the first process has a confined type such as"
                          + " container_t")
                  .because(
                      "Without a confined type a process that gets out can read every file of the"
                          + " host and of other containers.")
                  .advise("Remove `--security-opt label=disable` and `--privileged`." + RECREATE)
                  .mayBreak("Bind mounts need :z or :Z.")
                  .see("selinux(8)", "container_selinux(8)", "CIS 5.3"),
              SelinuxLabel::judge),
          ContainerCheck.of(
              check("CTR-006", "System calls of every container are filtered", Severity.HIGH)
                  .passesWhen(
                      "the first process has a filter, and its profile, if it has one of its own,"
                          + " denies by default; before the start, the settings alone")
                  .because(
                      "Without a filter a program can use the rare system calls that most kernel"
                          + " exploits need.")
                  .advise(
                      "Remove `--security-opt seccomp=unconfined` and `--privileged`, or give a profile"
                          + " that denies by default."
                          + RECREATE)
                  .mayBreak("Programs that need a blocked system call fail with EPERM.")
                  .see("seccomp(2)", "docs.docker.com: Seccomp security profiles", "CIS 5.22"),
              SeccompFilter::judge),
          ContainerCheck.of(
              check("CTR-007", "No container can gain privileges", Severity.MEDIUM)
                  .passesWhen(
                      "the first process has NoNewPrivs 1; before the start, its own option says"
                          + " so")
                  .because(
                      "A set-user-id program in the image gives an attacker root in the container, the"
                          + " first step out of it.")
                  .advise(
                      "Use `--security-opt no-new-privileges:true`; a restart is not enough."
                          + RECREATE)
                  .mayBreak("sudo, su and other set-user-id programs inside.")
                  .see("PR_SET_NO_NEW_PRIVS(2const)", "docker-run(1)", "CIS 5.26"),
              NewPrivileges::judge));

  /** All checks of containers. */
  public static final List<Check> ALL =
      Stream.of(
              CONFINEMENT,
              NamespaceChecks.ALL,
              SettingChecks.ALL,
              MountChecks.ALL,
              CourseChecks.ALL,
              PortChecks.ALL,
              LimitChecks.ALL,
              CapabilityChecks.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparing(c -> c.meta().id()))
          .toList();

  private ContainerChecks() {}

  static Ground privileged(HostSnapshot host, Container container) {
    boolean on = container.security().privileged();
    return on
        ? Grounds.fail(
            "", "is privileged", EachContainer.inspect(container, "HostConfig.Privileged", true))
        : Grounds.pass(
            "",
            "is not privileged",
            EachContainer.inspect(container, "HostConfig.Privileged", false));
  }
}
