package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Closes ports of databases and management interfaces to everybody but the host itself; others are
 * a person's to decide.
 *
 * <p>The engine keeps DOCKER-USER over its restarts and loses it over a boot, so a drop-in of its
 * unit puts the rule there again before the engine starts.
 */
record PublishedPorts(CheckId cures) implements Remedy {
  private static final Set<Integer> SENSITIVE =
      Set.of(
          1433, 1521, 2375, 2376, 2379, 3306, 5432, 5601, 5984, 6379, 8086, 9000, 9042, 9090, 9200,
          9300, 11211, 15672, 27017);

  private static final String DROP_INS = "/etc/systemd/system/%s.d/80-bulkhead-port-%d-%s.conf";

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Proposal> proposals = new ArrayList<>();
    List<String> byHand = new ArrayList<>();
    for (String port : open(host)) {
      int slash = port.indexOf('/');
      int number = Integer.parseInt(port.substring(0, slash));
      Setting.Rule rule = rule(number, port.substring(slash + 1));
      if (SENSITIVE.contains(number) && !byHandOnly(host)) {
        proposals.add(fix(host, number, rule));
      } else {
        byHand.add("iptables -I " + String.join(" ", rule.arguments()));
      }
    }
    if (!byHand.isEmpty() || proposals.isEmpty()) {
      proposals.add(new Manual("only you know who may reach a published port", byHand));
    }
    return proposals;
  }

  private static boolean byHandOnly(HostSnapshot host) {
    return host.daemon().control().kind() != Daemon.ControlKind.SYSTEMD;
  }

  /** {@code 5432/tcp}, of running containers, on all IPv4 addresses. */
  private static Set<String> open(HostSnapshot host) {
    Set<String> open = new TreeSet<>();
    for (Container container :
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of())) {
      for (Container.Published port : container.running() ? published(container) : NONE) {
        String protocol = port.containerPort().replaceFirst("^[^/]*/?", "");
        boolean everywhere = port.hostIp().isEmpty() || port.hostIp().equals("0.0.0.0");
        if (everywhere && port.hostPort().matches("\\d{1,5}")) {
          open.add(port.hostPort() + "/" + (protocol.isEmpty() ? "tcp" : protocol));
        }
      }
    }
    return open;
  }

  private static final List<Container.Published> NONE = List.of();

  private static List<Container.Published> published(Container container) {
    return container.network().published();
  }

  private static Setting.Rule rule(int port, String protocol) {
    return new Setting.Rule(
        "iptables",
        "DOCKER-USER",
        List.of(
            "-p",
            protocol,
            "-m",
            "conntrack",
            "--ctorigdstport",
            String.valueOf(port),
            "--ctdir",
            "ORIGINAL",
            "-j",
            "DROP"),
        "bulkhead:" + port + "/" + protocol);
  }

  private static Proposal fix(HostSnapshot host, int port, Setting.Rule rule) {
    Contents contents = new Contents();
    String unit = host.daemon().control().unit();
    String protocol = rule.match().get(1);
    String words = String.join(" ", rule.arguments());
    String text =
        """
        # Written by Bulkhead: the rule is in place before the engine opens the port.
        [Service]
        ExecStartPre=-/usr/sbin/iptables -w 10 -N DOCKER-USER
        ExecStartPre=-/usr/sbin/iptables -w 10 -D %s
        ExecStartPre=-/usr/sbin/iptables -w 10 -I %s
        """
            .formatted(words, words);
    Edit dropIn =
        Edit.Text.of(
            DROP_INS.formatted(unit, port, protocol), text, new Attributes(0644, 0, 0), contents);
    return new Proposal.Fix(
        List.of(Edit.Value.of(rule, Setting.Rule.PRESENT), dropIn),
        EngineAction.Kind.NONE,
        Access.NETWORK,
        new Undo.Exact(),
        "clients outside this host that use port " + port,
        List.of(),
        contents);
  }
}
