package io.bulkhead.audit.checks.client;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.ArrayList;
import java.util.List;

/** Whether a DOCKER_HOST that is set at login leads over TCP without TLS. */
final class PlainVariables {
  private PlainVariables() {}

  static List<Ground> judge(HostSnapshot host) {
    List<Ground> grounds = new ArrayList<>();
    List<Stated> all = host.software().clientVariables().seen().orElse(List.of());
    for (Stated one : all) {
      boolean tcp = one.value().startsWith("tcp://") || one.value().startsWith("http://");
      if (one.name().equals("DOCKER_HOST") && tcp) {
        Evidence says = Evidence.of(Origin.observed(one.where()), "DOCKER_HOST=" + one.value());
        String subject =
            "DOCKER_HOST of " + (one.whom().isEmpty() ? "everybody" : "account " + one.whom());
        grounds.add(
            verified(all, one)
                ? Grounds.pass(subject, "leads to " + one.value() + " with TLS", says)
                : Grounds.fail(subject, "leads to " + one.value() + " without TLS", says));
      }
    }
    return grounds;
  }

  /** Any text at all switches verification on, even 0. */
  private static boolean verified(List<Stated> all, Stated host) {
    return all.stream()
        .filter(one -> one.name().equals("DOCKER_TLS_VERIFY") && !one.value().isEmpty())
        .anyMatch(one -> one.whom().isEmpty() || one.whom().equals(host.whom()));
  }
}
