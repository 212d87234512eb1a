package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Steps for the host, its kernel and its users' clients. */
final class HostAdvice {
  static final List<Remedy> ALL =
      List.of(
          OwnHands.of("HST-002", HostAdvice::updateEngine),
          OwnHands.of("HST-003", HostAdvice::reboot),
          OwnHands.of("HST-004", HostAdvice::listeners),
          OwnHands.of("CLI-002", HostAdvice::credentials),
          OwnHands.of("CLI-003", HostAdvice::plainContext),
          OwnHands.always(
              "KRN-001",
              "the kernel was built without seccomp filters",
              "boot a kernel with CONFIG_SECCOMP_FILTER=y: those of the distributions have it"),
          OwnHands.always(
              "KRN-002",
              "a kernel module and a setting of the whole host are needed",
              "modprobe br_netfilter",
              "sysctl -w net.bridge.bridge-nf-call-iptables=1",
              "echo br_netfilter > /etc/modules-load.d/br_netfilter.conf",
              "echo net.bridge.bridge-nf-call-iptables=1 > /etc/sysctl.d/90-docker-bridge.conf"),
          OwnHands.always(
              "KRN-003",
              "other programs of this host may depend on how user namespaces are set",
              "sysctl user.max_user_namespaces kernel.unprivileged_userns_clone",
              "sysctl -w user.max_user_namespaces=15000",
              "keep it over a reboot in /etc/sysctl.d"));

  private HostAdvice() {}

  private static Manual updateEngine(HostSnapshot host, Verdict failed) {
    String version = host.daemon().version();
    boolean distribution = version.contains("dfsg") || version.contains("ubuntu");
    String debian =
        "apt-get update && apt-get install --only-upgrade "
            + (distribution ? "docker.io" : "docker-ce docker-ce-cli containerd.io");
    String id = host.os().seen().map(HostSnapshot.Os::id).orElse("");
    String command =
        switch (id) {
          case "debian", "ubuntu", "raspbian", "linuxmint" -> debian;
          case "fedora", "rhel", "centos", "rocky", "almalinux", "ol" ->
              "dnf upgrade docker-ce docker-ce-cli containerd.io";
          case "amzn" -> "dnf upgrade docker";
          case "alpine" -> "apk upgrade docker";
          case "opensuse-leap", "opensuse-tumbleweed", "sles" -> "zypper update docker";
          case "arch" -> "pacman -Syu docker";
          default -> "update the engine with the package manager it came from";
        };
    List<String> steps = new ArrayList<>();
    steps.add(command);
    if (distribution) {
      steps.add(
          "a release that is no longer supported upstream lives from the distribution's security"
              + " fixes; a newer one comes with a newer distribution or from download.docker.com");
    }
    steps.add(
        "the upgrade restarts the engine; running now: " + names(RestartAdvice.running(host)));
    return new Manual("an upgrade cannot be undone exactly", steps);
  }

  private static Manual reboot(HostSnapshot host, Verdict failed) {
    return new Manual(
        "a reboot stops everything on this host and is yours to time",
        List.of(
            "containers that run now: " + names(RestartAdvice.running(host)),
            "those without a restart policy stay down: docker inspect -f"
                + " '{{.Name}} {{.HostConfig.RestartPolicy.Name}}' $(docker ps -q)",
            "systemctl reboot"));
  }

  private static Manual listeners(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("move what is not needed to run containers to another host, or stop it");
    return new Manual("only you know what this host is for", steps);
  }

  static Manual accessControl(HostSnapshot host, Verdict failed) {
    String id = host.os().seen().map(HostSnapshot.Os::id).orElse("");
    boolean selinux = List.of("fedora", "rhel", "centos", "rocky", "almalinux", "ol").contains(id);
    return new Manual(
        "it takes effect with a reboot and confines every program of the host",
        selinux
            ? List.of(
                "set SELINUX=enforcing in /etc/selinux/config",
                "systemctl reboot",
                "then set \"selinux-enabled\": true in " + DaemonFile.path(host))
            : List.of(
                "apt-get install apparmor apparmor-utils   (or your distribution's package)",
                "add apparmor=1 security=apparmor to the kernel's command line",
                "systemctl reboot"));
  }

  private static Manual credentials(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    for (ClientConfig client : clients(host)) {
      for (String registry : client.plainRegistries()) {
        steps.add("as " + client.user() + ": docker logout " + registry);
      }
      if (!client.plainRegistries().isEmpty()) {
        steps.add(
            "install a credential helper (docker-credential-pass, -secretservice) and set"
                + " \"credsStore\" in "
                + client.path());
        steps.add("as " + client.user() + ": docker login again, with a new password or token");
      }
    }
    return new Manual("logging out and in again needs your passwords", steps);
  }

  private static Manual plainContext(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    for (ClientConfig client : clients(host)) {
      for (ClientConfig.Context context : client.contexts()) {
        if (context.host().startsWith("tcp://") && !context.tls()) {
          steps.add(
              "as "
                  + client.user()
                  + ": docker context update "
                  + context.name()
                  + " --docker host=ssh://USER@HOST");
        }
      }
    }
    steps.addAll(OwnHands.asJudged(failed).byHand());
    return new Manual("how a client may reach the other engine is decided there", steps);
  }

  private static List<ClientConfig> clients(HostSnapshot host) {
    return host.clients().stream().flatMap(c -> c.seen().stream()).toList();
  }

  static String names(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
