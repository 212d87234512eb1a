package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.checks.facts.SeccompDefault;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a container's system calls are filtered: its process first, then its profile. */
final class SeccompFilter {
  private SeccompFilter() {}

  static Ground judge(HostSnapshot host, Container container) {
    Ground asked = asked(host, container);
    return Proof.of(host, container)
        .fold(
            process -> proven(process, asked),
            stopped -> asked,
            unseen ->
                asked.outcome() == Outcome.FAIL
                    ? asked
                    : Grounds.unseen("", unseen, asked.evidence().toArray(Evidence[]::new)));
  }

  private static Ground proven(Reading.Present<ProcessFacts> process, Ground asked) {
    int mode = process.value().seccomp();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of(
            new Origin(
                "/proc/" + process.value().pid() + "/status Seccomp", process.origin().strength()),
            mode));
    evidence.addAll(asked.evidence());
    return switch (mode) {
      case 0 -> new Ground("", Outcome.FAIL, "its process has no filter", evidence);
      case 1, 2 ->
          new Ground(
              "",
              asked.outcome(),
              asked.outcome() == Outcome.PASS ? "its process has a filter" : asked.says(),
              evidence);
      default -> new Ground("", Outcome.UNDETERMINED, "its filter was not seen", evidence);
    };
  }

  /** What its settings give it. */
  private static Ground asked(HostSnapshot host, Container container) {
    Container.Security security = container.security();
    Optional<String> own = SecurityOptions.last(security.options(), "seccomp");
    if (own.filter("unconfined"::equals).isPresent()) {
      return Grounds.fail(
          "", "asks to run without a filter", option(container, "seccomp=unconfined"));
    }
    if (security.privileged()) {
      return Grounds.fail(
          "",
          "is privileged, and so runs without the engine's filter",
          EachContainer.inspect(container, "HostConfig.Privileged", true));
    }
    if (own.isPresent() && !own.get().equals("builtin")) {
      return profile(container, own.get());
    }
    return own.isPresent()
        ? Grounds.pass("", "gets the built-in filter", option(container, "seccomp=builtin"))
        : byDefault(SeccompDefault.of(host));
  }

  private static Ground profile(Container container, String text) {
    return switch (SeccompText.defaultAction(text)) {
      case DENIES ->
          Grounds.pass(
              "", "has a profile of its own that denies by default", option(container, "denies"));
      case ALLOWS ->
          Grounds.fail(
              "", "has a profile of its own that allows by default", option(container, "allows"));
      case UNKNOWN ->
          Grounds.undetermined(
              "",
              "has a profile of its own whose default action is not clear",
              option(container, "not clear"));
    };
  }

  private static Ground byDefault(SeccompDefault engine) {
    return switch (engine.kind()) {
      case BUILT_IN -> Grounds.pass("", "gets the engine's built-in filter", engine.evidence());
      case CUSTOM ->
          Grounds.undetermined(
              "",
              "gets the operator's profile " + engine.profile() + ", which was not seen",
              engine.evidence());
      case UNCONFINED, MISSING ->
          Grounds.fail("", "gets no filter from the engine", engine.evidence());
      case UNSEEN ->
          Grounds.undetermined("", "which filter the engine gives was not seen", engine.evidence());
    };
  }

  private static Evidence option(Container container, String said) {
    return EachContainer.inspect(container, "HostConfig.SecurityOpt", said);
  }
}
