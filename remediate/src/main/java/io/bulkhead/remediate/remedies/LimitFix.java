package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * A limit that the engine changes while a container runs, and changes back: one decision for each
 * container.
 *
 * @param field as {@link Setting.Limit} spells it
 * @param wanted the value for a container
 * @param safe containers for which nothing else changes; the others are a person's
 */
record LimitFix(
    CheckId cures,
    String field,
    BiFunction<HostSnapshot, Container, String> wanted,
    Predicate<Container> safe,
    String breaks,
    Remedy byHand)
    implements Remedy {
  /** A plan with more changes than this is read by nobody. */
  private static final int MOST = 30;

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    List<Container> failing = Failing.containers(host, failed);
    List<Proposal> proposals = new ArrayList<>();
    List<String> fixed = new ArrayList<>();
    for (Container container : failing) {
      if (safe.test(container) && proposals.size() < MOST) {
        proposals.add(fix(host, container));
        fixed.add(container.name());
      }
    }
    return proposals.size() == failing.size() && !failing.isEmpty()
        ? proposals
        : withRest(host, Failing.without(failed, fixed), proposals);
  }

  private Proposal fix(HostSnapshot host, Container container) {
    String value = wanted.apply(host, container);
    Setting.Limit limit = new Setting.Limit(container.id(), container.name(), field);
    return new Proposal.Fix(
        List.of(Edit.Value.of(limit, value)),
        EngineAction.Kind.NONE,
        Access.NONE,
        new Undo.Exact(),
        breaks,
        ContainerSteps.keeper(container).stream()
            .map(place -> place + " has to say it too, or the next up takes it back")
            .toList());
  }

  private List<Proposal> withRest(HostSnapshot host, Verdict failed, List<Proposal> fixes) {
    List<Proposal> all = new ArrayList<>(fixes);
    all.addAll(byHand.propose(host, failed));
    return all;
  }
}
