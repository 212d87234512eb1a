package io.bulkhead.remediate.engine;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the findings before and after a change set. */
public final class FindingsComparison {
  private final Plan plan;
  private final Map<CheckId, Finding> before;
  private final Map<CheckId, Finding> after;

  private FindingsComparison(Plan plan, List<Finding> before, List<Finding> after) {
    this.plan = plan;
    this.before = byId(before);
    this.after = byId(after);
  }

  /**
   * Says whether the findings of the set are gone and nothing got worse. A finding with several
   * objects counts as better when fewer of them fail; what takes effect only when somebody restarts
   * the engine by hand is not expected yet. Containers that came meanwhile are not held against the
   * set.
   */
  public static Aftercheck.Result compare(Plan plan, List<Finding> before, List<Finding> after) {
    return new FindingsComparison(plan, before, after).result();
  }

  private Aftercheck.Result result() {
    List<String> bad = new ArrayList<>();
    int fixed = 0;
    int unseen = 0;
    for (CheckId id : expected()) {
      Finding now = after.get(id);
      if (now == null || open(now)) {
        unseen++;
      } else if (!now.failed()) {
        fixed++;
      } else if (!fewer(before.get(id), now)) {
        bad.add(id + " still fails: " + now.verdict().says());
      }
    }
    after.values().stream()
        .filter(this::worse)
        .forEach(f -> bad.add(f.check().id() + " fails now: " + f.verdict().says()));
    return bad.isEmpty()
        ? new Aftercheck.Result(true, good(fixed, unseen))
        : new Aftercheck.Result(false, String.join("; ", bad));
  }

  private String good(int fixed, int unseen) {
    String sentence = fixed + (fixed == 1 ? " finding fixed" : " findings fixed");
    if (unseen > 0) {
      sentence += ", " + unseen + " could not be measured";
    }
    return sentence + ", none got worse";
  }

  private Set<CheckId> expected() {
    Set<CheckId> ids = new TreeSet<>();
    for (Change change : plan.changes()) {
      if (change.engine() != Kind.RESTART_BY_HAND && !waitsForBoot(change)) {
        ids.addAll(change.fixes());
      }
    }
    return ids;
  }

  /** A parameter on the kernel's command line shows after the next boot only. */
  private static boolean waitsForBoot(Change change) {
    return change.edits().stream().anyMatch(e -> e.target().startsWith("/etc/default/grub"));
  }

  private static boolean fewer(@org.jspecify.annotations.Nullable Finding old, Finding now) {
    return old != null
        && now.verdict().with(Outcome.FAIL).size() < old.verdict().with(Outcome.FAIL).size();
  }

  private boolean worse(Finding now) {
    Finding old = before.get(now.check().id());
    if (old == null || !now.failed() || !stoodWell(old)) {
      return false;
    }
    return switch (now.check().id().group()) {
      case "DMN" -> !waitsForHand(now.check().id());
      case "FIL" -> true;
      case "CTR" -> now.verdict().with(Outcome.FAIL).stream().anyMatch(this::ours);
      default -> false;
    };
  }

  /** What could not be seen before, or was left to a person, may have failed then as well. */
  private static boolean stoodWell(Finding old) {
    return !old.failed() && !open(old);
  }

  /** Neither good nor bad. */
  private static boolean open(Finding finding) {
    Outcome outcome = finding.verdict().outcome();
    return outcome == Outcome.UNDETERMINED || outcome == Outcome.MANUAL;
  }

  /** That file and running engine differ is what a restart by hand is waited for. */
  private boolean waitsForHand(CheckId id) {
    return plan.engine().kind() == Kind.RESTART_BY_HAND && id.value().equals("DMN-013");
  }

  private boolean ours(Ground ground) {
    List<String> words = List.of(ground.subject().split(" "));
    return plan.engine().containers().stream().anyMatch(c -> words.contains(c.name()));
  }

  private static Map<CheckId, Finding> byId(List<Finding> findings) {
    Map<CheckId, Finding> map = new TreeMap<>();
    findings.forEach(f -> map.put(f.check().id(), f));
    return map;
  }
}
