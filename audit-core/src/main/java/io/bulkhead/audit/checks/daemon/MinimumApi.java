package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.EngineAge;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Versions of the API that the engine's makers switched off stay off. */
final class MinimumApi implements Check {
  private static final String VARIABLE = "DOCKER_MIN_API_VERSION";
  private static final String KEY = "min-api-version";
  private static final CheckMeta META =
      check("DMN-043", "Old versions of the API stay off", Severity.LOW)
          .in(Profile.LEVEL_1)
          .passesWhen("DOCKER_MIN_API_VERSION does not lower the oldest API that is answered")
          .because("Old versions lack what was added since to refuse dangerous requests.")
          .advise("Remove " + VARIABLE + " from the unit and its drop-ins, and restart the engine.")
          .mayBreak("Clients that only speak an old version.")
          .see("docs.docker.com: Engine API version history");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    if (EngineAge.of(host).before("25.0")) {
      return Verdict.notApplicable("Docker Engine before 25.0 has no such minimum");
    }
    List<Ground> grounds = new ArrayList<>();
    host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::environment)
        .ifPresent(
            variables ->
                grounds.add(
                    variables.fold(
                        seen -> judge("running engine", seen.value(), seen.origin().source()),
                        none -> judge("running engine", Map.of(), none.origin().source()),
                        unseen -> Grounds.unseen("running engine", unseen))));
    host.daemon()
        .unit()
        .seen()
        .ifPresent(unit -> grounds.add(judge("next start", unit.environment(), unit.name())));
    key(host, grounds);
    return grounds.isEmpty()
        ? Verdict.undetermined("neither the engine's process nor its unit was seen")
        : Verdict.over(grounds, "");
  }

  private static void key(HostSnapshot host, List<Ground> grounds) {
    var next = host.daemon().setting(KEY).nextStart();
    boolean written = next.seen().isPresent() && !next.origin().source().startsWith("default of");
    if (written) {
      grounds.add(
          Grounds.fail(KEY, "is set to " + next.seen().get().text(), Grounds.evidence(next)));
    }
  }

  private static Ground judge(String subject, Map<String, String> variables, String where) {
    String set = variables.getOrDefault(VARIABLE, "");
    Evidence evidence =
        new Evidence(
            where, VARIABLE + (set.isEmpty() ? " is not set" : "=" + set), Strength.OBSERVED);
    return set.isEmpty()
        ? Grounds.pass(subject, VARIABLE + " is not set", evidence)
        : Grounds.fail(subject, VARIABLE + " is " + set, evidence);
  }
}
