package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Exact steps for settings of the engine that need a decision or something else first. */
final class SettingAdvice {
  static final List<Remedy> ALL =
      List.of(
          OwnHands.of("DMN-018", SettingAdvice::storage),
          OwnHands.of("DMN-019", SettingAdvice::storage),
          OwnHands.of("DMN-022", SettingAdvice::authorization),
          OwnHands.of("DMN-023", SettingAdvice::logs),
          OwnHands.of("DMN-026", SettingAdvice::ignored),
          OwnHands.always(
              "DMN-027",
              "who reaches the host by ssh is not the engine's to decide",
              "docker context create NAME --docker host=ssh://USER@HOST",
              "bulkhead explain DMN-007"),
          OwnHands.of("DMN-030", SettingAdvice::mirrors),
          OwnHands.of("DMN-031", SettingAdvice::runtimes),
          OwnHands.of("DMN-034", SettingAdvice::binding),
          OwnHands.of("DMN-035", SettingAdvice::ipv6),
          OwnHands.of("DMN-036", SettingAdvice::routing),
          OwnHands.of("DMN-038", SettingAdvice::selinux),
          OwnHands.of("DMN-039", SettingAdvice::storage),
          OwnHands.of("DMN-040", SettingAdvice::credentials),
          OwnHands.of("DMN-041", SettingAdvice::plugins),
          OwnHands.of("DMN-043", SettingAdvice::minimumApi),
          OwnHands.of("DMN-044", SettingAdvice::unit),
          OwnHands.of("DMN-045", SettingAdvice::pairs));

  private SettingAdvice() {}

  private static String set(HostSnapshot host, String line) {
    return "set " + line + " in " + DaemonFile.path(host);
  }

  private static String reload(HostSnapshot host) {
    Daemon.Control control = host.daemon().control();
    return switch (control.kind()) {
      case SYSTEMD -> "systemctl reload " + control.unit();
      case OPENRC -> "rc-service " + control.unit() + " reload";
      default -> "kill -HUP the engine";
    };
  }

  private static Manual storage(HostSnapshot host, Verdict failed) {
    String root =
        host.engine().info().seen().map(Engine.Info::dockerRootDir).orElse("/var/lib/docker");
    List<String> steps =
        new ArrayList<>(
            List.of(
                "docker save -o /var/backups/images.tar $(docker images -q)",
                "back up the volumes below "
                    + root
                    + "/volumes, and note how each container is made",
                set(host, "\"storage-driver\": \"overlay2\"")));
    steps.addAll(RestartAdvice.steps(host));
    steps.add("docker load -i /var/backups/images.tar, and make the containers again");
    steps.add("the way back: set the old driver again and restart; its data stays below " + root);
    return new Manual("every image and container of the old driver vanishes from view", steps);
  }

  private static Manual authorization(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("install the plugin and write its policy; try it on another host");
    steps.add("keep a root shell open: a wrong policy locks out every client of the API");
    steps.add(
        set(host, "\"authorization-plugins\": [\"NAME\"]") + ", and not by a flag of the unit");
    steps.add(reload(host));
    steps.add(
        "locked out? remove the key from " + DaemonFile.path(host) + " and run: " + reload(host));
    return new Manual("which calls are allowed is the site's to say", steps);
  }

  private static Manual logs(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    steps.add(
        set(
            host,
            "\"log-driver\": \"syslog\" and \"log-opts\": {\"syslog-address\":"
                + " \"udp://LOGHOST:514\", \"tag\": \"{{.Name}}\"}"));
    steps.add(
        "remove options of the old driver from \"log-opts\": the engine refuses strange ones");
    steps.add("with tcp:// instead of udp:// no container starts while the log server is away");
    steps.addAll(RestartAdvice.steps(host));
    steps.add("existing containers keep their driver until they are created again");
    steps.add("an agent ships the files already? accept this finding in the site's policy");
    return new Manual("where the logs go is the site's to say", steps);
  }

  private static Manual ignored(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    host.daemon().problems().stream()
        .filter(p -> p.severity().equals("ignored"))
        .forEach(p -> steps.add(p.where() + ": \"" + p.key() + "\" " + p.says() + "; " + p.todo()));
    if (steps.isEmpty()) {
      steps.addAll(OwnHands.asJudged(failed).byHand());
    }
    steps.add("the setting then takes effect for the first time: look at what it does before");
    steps.addAll(RestartAdvice.steps(host));
    return new Manual("what was meant never held, so nobody knows what it breaks", steps);
  }

  private static Manual mirrors(HostSnapshot host, Verdict failed) {
    return new Manual(
        "the mirror has to speak TLS first",
        List.of(
            "give the mirror a certificate that this host trusts, or put its CA into"
                + " /etc/docker/certs.d/MIRROR/ca.crt",
            set(host, "\"registry-mirrors\": [\"https://MIRROR\"]"),
            reload(host)));
  }

  private static Manual runtimes(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add(
        "docker ps -a --format '{{.Names}}' | xargs docker inspect -f '{{.Name}} {{.HostConfig.Runtime}}'");
    steps.add("not needed? remove it from \"runtimes\" in " + DaemonFile.path(host));
    steps.add("needed? list it under engine, runtimes in the site's policy");
    steps.add("its program: chown root:root PROGRAM; chmod go-w PROGRAM, and its directories");
    steps.add(reload(host));
    return new Manual("containers may depend on it", steps);
  }

  private static Manual binding(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    List<String> open =
        host.engine().containers().seen().stream()
            .flatMap(c -> c.seen().stream())
            .filter(
                c ->
                    c.network().published().stream()
                        .anyMatch(p -> p.hostIp().isEmpty() || p.hostIp().equals("0.0.0.0")))
            .map(c -> c.name())
            .toList();
    if (!open.isEmpty()) {
      steps.add(
          "published on every address now, and local after they are created again: "
              + String.join(", ", open));
      steps.add("those that are meant for others: publish them with an address, -p ADDRESS:80:80");
    }
    steps.add(set(host, "\"ip\": \"127.0.0.1\""));
    steps.add(
        "since 24.0, for networks made from then on: \"default-network-opts\": {\"bridge\":"
            + " {\"com.docker.network.bridge.host_binding_ipv4\": \"127.0.0.1\"}}");
    steps.addAll(RestartAdvice.steps(host));
    return new Manual("services that are used from outside would become local", steps);
  }

  private static Manual ipv6(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    steps.add(set(host, "\"ip6tables\": true (before 27.0 with \"experimental\": true)"));
    steps.addAll(RestartAdvice.steps(host));
    steps.add("ip6tables -S DOCKER   shows the rules");
    return new Manual("what is reached over IPv6 today without being published is cut off", steps);
  }

  private static Manual routing(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("upgrade to Docker Engine 28.0 or newer, which drops such packets");
    steps.add(
        "until then, for each published address: iptables -t raw -I PREROUTING ! -i docker0 -d"
            + " CONTAINER-ADDRESS -j DROP");
    return new Manual("routed setups depend on it", steps);
  }

  private static Manual selinux(HostSnapshot host, Verdict failed) {
    if (host.probe("selinux.container_policy").value().text().equals("false")) {
      return new Manual(
          "the loaded policy has no types for containers: with selinux-enabled no container starts",
          List.of(
              "dnf install container-selinux   (Red Hat and kin; Debian's policy has none)",
              "where there is no such policy: confine containers by AppArmor instead"));
    }
    List<String> steps = new ArrayList<>();
    steps.add("rpm -q container-selinux   without this policy no container starts");
    steps.add(set(host, "\"selinux-enabled\": true"));
    steps.addAll(RestartAdvice.steps(host));
    steps.add("docker info: name=selinux must stand among the security options");
    steps.add("bind mounts need :z or :Z; make the containers again");
    return new Manual(
        "without a policy for containers none starts, and with one bind mounts are denied", steps);
  }

  private static Manual credentials(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    failed.with(Outcome.FAIL).forEach(ground -> steps.add("chmod 0600 " + ground.subject()));
    steps.add("a unit's file is shown by systemctl to everybody: move the address to a file");
    steps.add("    install -m 0600 /dev/null /etc/docker/proxy.env, with HTTPS_PROXY=...");
    steps.add(
        "    systemctl edit docker.service: [Service], EnvironmentFile=/etc/docker/proxy.env");
    steps.addAll(RestartAdvice.steps(host));
    steps.add("change the password: it was readable until now");
    return new Manual("the password has to move, and then to change", steps);
  }

  private static Manual plugins(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>();
    failed.with(Outcome.FAIL).stream()
        .map(g -> g.subject().replaceFirst("^plugin ", ""))
        .forEach(
            name -> {
              steps.add("docker plugin inspect " + name);
              steps.add("docker plugin disable " + name + "   (back: docker plugin enable)");
            });
    steps.add("needed? list it under engine, plugins in the site's policy");
    return new Manual("volumes and networks may depend on it", steps);
  }

  private static Manual minimumApi(HostSnapshot host, Verdict failed) {
    return new Manual(
        "some client here may only speak an old version",
        List.of(
            "journalctl -u docker | grep 'client version'   shows such clients",
            "grep -r DOCKER_MIN_API_VERSION /etc/systemd/system /etc/default /etc/sysconfig",
            "remove it there, or \"min-api-version\" from " + DaemonFile.path(host),
            RestartAdvice.command(host.daemon().control())));
  }

  private static Manual unit(HostSnapshot host, Verdict failed) {
    String name = host.daemon().unit().seen().map(Daemon.Unit::name).orElse("docker.service");
    return new Manual(
        "the unit was changed on purpose, and a package may bring its own",
        List.of(
            "systemctl edit " + name,
            "    [Service]",
            "    Delegate=yes",
            "    KillMode=process",
            "systemctl daemon-reload   (takes effect at once, without a restart)"));
  }

  private static Manual pairs(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("then look again: bulkhead config");
    return new Manual("one of two things that were both wanted has to go", steps);
  }
}
