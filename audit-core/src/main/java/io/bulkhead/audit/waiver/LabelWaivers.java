package io.bulkhead.audit.waiver;

import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Waivers that containers carry in their labels: {@code io.bulkhead.waive} with ids or globs
 * separated by commas, and {@code .reason}, {@code .owner}, {@code .expires} beside it. Each is for
 * that container alone.
 *
 * @param waivers those that are complete
 * @param problems what is wrong with the others
 * @param refused one sentence for each container that carries any, for a policy that allows none
 */
record LabelWaivers(List<Waiver> waivers, List<String> problems, List<String> refused) {
  static final String LABEL = "io.bulkhead.waive";

  static LabelWaivers of(HostSnapshot host) {
    LabelWaivers all = new LabelWaivers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    host.engine()
        .containers()
        .seen()
        .map(Engine.Containers::seen)
        .orElse(List.of())
        .forEach(all::add);
    return all;
  }

  private void add(Container container) {
    String checks = container.labels().get(LABEL);
    if (checks == null) {
      return;
    }
    String where = "container " + container.name();
    refused.add("the labels of " + where + " ask for a waiver, which the policy does not allow");
    String reason = container.labels().getOrDefault(LABEL + ".reason", "");
    String owner = container.labels().getOrDefault(LABEL + ".owner", "");
    String expires = container.labels().getOrDefault(LABEL + ".expires", "");
    if (reason.isBlank() || owner.isBlank()) {
      problems.add("the waiver in the labels of " + where + " lacks a reason or an owner");
      return;
    }
    if (!where.matches("[^*?]*")) {
      problems.add("the labels of " + where + " are not read: its name would be a pattern");
      return;
    }
    try {
      LocalDate last = LocalDate.parse(expires);
      for (String check : checks.split(",")) {
        waivers.add(
            new Waiver(
                check.strip(), where, reason, owner, last, "label " + LABEL + " of " + where));
      }
    } catch (DateTimeParseException e) {
      problems.add(
          "the waiver in the labels of "
              + where
              + " expires on '"
              + expires
              + "', which is not a date such as 2027-01-31");
    }
  }
}
