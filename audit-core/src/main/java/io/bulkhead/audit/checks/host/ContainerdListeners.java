package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.ContainerdConfig;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Listener.Holder;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** containerd is not reached over the network: neither now nor after its next start. */
final class ContainerdListeners implements Check {
  private static final CheckMeta META =
      check("HST-108", "Containerd does not listen on the network", Severity.CRITICAL)
          .passesWhen(
              "no process of containerd listens where others reach it, and no address in its configuration is one that others reach")
          .because(
              "Its API asks for no password: whoever reaches it starts containers as root. Metrics,"
                  + " profiles and container streams tell and give more than they should.")
          .advise(
              "Take tcp_address out of [grpc], and give [metrics], [debug] and the stream server an"
                  + " address on 127.0.0.1, in /etc/containerd/config.toml; then `systemctl restart"
                  + " containerd`.")
          .mayBreak("Monitoring and orchestrators that connect to these addresses.")
          .see("containerd-config.toml(5)");

  private static final String GRPC = "grpc.tcp_address";
  private static final String GRPC_CA = "grpc.tcp_tls_ca";

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    List<Ground> grounds = new ArrayList<>();
    if (Presence.noKernel(host).isEmpty()) {
      host.listeners()
          .fold(
              seen -> sockets(seen.value(), grounds),
              none -> false,
              unseen -> grounds.add(Grounds.unseen("", unseen)));
    }
    host.software()
        .containerd()
        .fold(
            seen -> grounds.addAll(configured(seen)),
            none -> false,
            unseen -> grounds.add(Grounds.unseen("configuration", unseen)));
    return Verdict.over(grounds, "containerd has no configuration here");
  }

  private static boolean sockets(List<Listener> listeners, List<Ground> grounds) {
    int hidden = 0;
    for (Listener listener : listeners) {
      boolean tcp = listener.protocol().startsWith("tcp") && !listener.loopback();
      if (!tcp) {
        continue;
      }
      hidden += listener.holders().seen().filter(h -> !h.isEmpty()).isPresent() ? 0 : 1;
      for (Holder holder : listener.holders().seen().orElse(List.of())) {
        if (containerd(holder)) {
          grounds.add(
              Grounds.fail(
                  "process " + holder.command() + " (pid " + holder.pid() + ")",
                  "listens on " + listener.address() + ":" + listener.port(),
                  Evidence.of(listener.holders().origin(), holder.exe())));
        }
      }
    }
    if (hidden > 0) {
      grounds.add(
          Grounds.undetermined("", "who holds " + hidden + " listening sockets could not be seen"));
    }
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "sockets",
              "containerd holds none that others can reach",
              Evidence.of(
                  Origin.observed("/proc/net/tcp"), listeners.size() + " listening sockets")));
    }
    return true;
  }

  private static boolean containerd(Holder holder) {
    String exe = holder.exe().replaceFirst(" \\(deleted\\)$", "");
    return holder.containerId().isEmpty()
        && (exe.endsWith("/containerd")
            || (exe.isEmpty() && holder.command().equals("containerd")));
  }

  private static List<Ground> configured(Reading.Present<ContainerdConfig> seen) {
    List<Ground> grounds = new ArrayList<>();
    Map<String, String> addresses = seen.value().addresses();
    addresses.forEach(
        (setting, address) -> {
          Evidence says = Evidence.of(seen.origin(), setting + " = " + address);
          boolean socket = address.startsWith("/") || address.startsWith("unix:");
          if (setting.equals(GRPC_CA) || socket) {
            return;
          }
          if (setting.equals(GRPC) && !addresses.containsKey(GRPC_CA)) {
            grounds.add(
                Grounds.fail(
                    setting,
                    "is " + address + ": whoever connects there controls containerd",
                    says));
          } else if (!loopback(address)) {
            grounds.add(Grounds.fail(setting, "is " + address + ", which others can reach", says));
          }
        });
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "configuration",
              "names no address that others can reach",
              Evidence.of(seen.origin(), addresses.isEmpty() ? "no address" : addresses)));
    }
    return grounds;
  }

  private static boolean loopback(String address) {
    String host = address.replaceFirst("^tcp://", "");
    return host.startsWith("127.") || host.startsWith("[::1]") || host.startsWith("localhost:");
  }
}
