package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Listener.Holder;
import io.bulkhead.audit.snapshot.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nothing but containers, the engine and what a server needs listens on the host. */
final class OtherServices implements PolicyCheck {
  private static final CheckMeta META =
      check("HST-004", "Host is dedicated to containers", Severity.INFO)
          .passesWhen(
              "nothing but containers, the engine and what a server needs listens on the"
                  + " network")
          .because(
              "Every other service is one more way in, and falls together with the containers when"
                  + " one of them breaks out.")
          .advise("Move the service into a container or to another host.")
          .see("ss(8)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return Presence.noKernel(host)
        .orElseGet(
            () ->
                host.listeners()
                    .fold(
                        seen -> judge(seen.value(), seen.origin(), policy),
                        none -> Verdict.undetermined("the listening sockets were not seen"),
                        Verdict::undetermined));
  }

  private static Verdict judge(List<Listener> listeners, Origin origin, Policy policy) {
    Map<String, List<String>> services = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (Listener listener : listeners) {
      if (policy.lists(HostValues.LISTENERS, endpoint(listener))) {
        continue;
      }
      listener
          .holders()
          .fold(
              seen ->
                  seen.value().isEmpty()
                      ? unknown.add(text(listener))
                      : sort(services, unknown, seen.value(), listener),
              none -> unknown.add(text(listener)),
              unseen -> unknown.add(text(listener)));
    }
    return verdict(listeners.size(), services, unknown, origin, policy);
  }

  private static Verdict verdict(
      int sockets,
      Map<String, List<String>> services,
      List<String> unknown,
      Origin origin,
      Policy policy) {
    List<Ground> grounds = new ArrayList<>();
    services.forEach(
        (process, held) ->
            grounds.add(
                Grounds.fail(
                    process,
                    "listens on " + String.join(", ", held) + " outside every container",
                    Evidence.of(origin, String.join(", ", held)))));
    if (!unknown.isEmpty()) {
      grounds.add(
          Grounds.undetermined(
              "",
              "which process listens could not be seen for " + String.join(", ", unknown),
              Evidence.of(origin, String.join(", ", unknown))));
    }
    if (grounds.isEmpty()) {
      String listed = policy.states(HostValues.LISTENERS) ? ", or the policy lists," : "";
      grounds.add(
          Grounds.pass(
              "",
              "only containers, the engine and what a server needs" + listed + " listen here",
              Evidence.of(origin, sockets + " sockets"),
              Evidence.of(policy.origin(HostValues.LISTENERS), policy.get(HostValues.LISTENERS))));
    }
    return Verdict.over(grounds, "nothing listens here");
  }

  private static boolean sort(
      Map<String, List<String>> services,
      List<String> unknown,
      List<Holder> holders,
      Listener listener) {
    for (Holder holder : holders) {
      if (!holder.containerId().isEmpty() || HostPrograms.expected(holder.exe())) {
        continue;
      }
      if (holder.exe().isEmpty()) {
        unknown.add(text(listener));
      } else {
        String process = "process " + holder.command() + " (pid " + holder.pid() + ")";
        services.computeIfAbsent(process, p -> new ArrayList<>()).add(text(listener));
      }
    }
    return true;
  }

  private static String text(Listener listener) {
    return listener.protocol() + " " + endpoint(listener);
  }

  private static String endpoint(Listener listener) {
    String address = listener.address();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + listener.port();
  }
}
