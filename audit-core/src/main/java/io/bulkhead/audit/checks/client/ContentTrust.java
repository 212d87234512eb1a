package io.bulkhead.audit.checks.client;

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
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Packages.Installed;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Software.Stated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The docker command takes signed images only, whoever calls it. */
final class ContentTrust implements Check {
  private static final String NAME = "DOCKER_CONTENT_TRUST";

  private static final CheckMeta META =
      check("CLI-010", "Docker command takes signed images only", Severity.LOW)
          .in(Profile.LEVEL_2)
          .passesWhen(
              "DOCKER_CONTENT_TRUST is set to a word for true for everybody, and no user's profile takes it back")
          .because(
              "Whoever can push to a registry, or answers in its place, serves an image of their own"
                  + " under a known tag.")
          .advise(
              "Append DOCKER_CONTENT_TRUST=1 to /etc/environment and log in again. From version 29"
                  + " the command has no such check any more: verify signatures with cosign or"
                  + " notation instead.")
          .mayBreak("Pulls, builds and pushes of unsigned tags, which most public images are.")
          .see("docs.docker.com: Content trust in Docker", "CIS 4.5");

  /** Everything that Go's strconv.ParseBool takes for true. */
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");

  private static final String WITHOUT = "29.0";

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.software()
        .packages()
        .seen()
        .flatMap(packages -> gone(host, packages.installed(), packages.unowned()))
        .orElseGet(
            () ->
                host.software()
                    .clientVariables()
                    .fold(
                        ContentTrust::judge,
                        none -> Verdict.undetermined("profiles of users were not seen"),
                        Verdict::undetermined));
  }

  /** Not applicable without the command, and where it is too new to have the check. */
  private static Optional<Verdict> gone(
      HostSnapshot host, List<Installed> installed, List<String> unowned) {
    Origin origin = host.software().packages().origin();
    if (unowned.stream().anyMatch(path -> path.endsWith("/docker"))) {
      return Optional.empty();
    }
    Optional<Installed> owner =
        installed.stream()
            .filter(one -> one.programs().stream().anyMatch(path -> path.endsWith("/docker")))
            .findFirst();
    if (owner.isEmpty()) {
      return Optional.of(Verdict.notApplicable("there is no docker command here"));
    }
    return new EngineAge(owner.get().version().replaceFirst("^\\d+:", "")).atLeast(WITHOUT)
        ? Optional.of(
            Verdict.notApplicable(
                "the docker command has no content trust from version 29 on",
                Evidence.of(origin, owner.get().name() + " " + owner.get().version())))
        : Optional.empty();
  }

  private static Verdict judge(Reading.Present<List<Stated>> seen) {
    List<Stated> settings = seen.value().stream().filter(s -> s.name().equals(NAME)).toList();
    List<Stated> all = settings.stream().filter(s -> s.whom().isEmpty()).toList();
    List<Ground> grounds = new ArrayList<>();
    if (all.isEmpty()) {
      return Verdict.fail(
          NAME + " is not set for everybody",
          settings.isEmpty()
              ? new Evidence[] {Evidence.of(seen.origin(), NAME + " is not set")}
              : settings.stream().map(ContentTrust::evidence).toArray(Evidence[]::new));
    }
    for (Stated one : settings) {
      String whom = one.whom().isEmpty() ? "" : "account " + one.whom();
      grounds.add(
          TRUE.contains(one.value())
              ? Grounds.pass(whom, NAME + " is " + one.value(), evidence(one))
              : Grounds.fail(
                  whom,
                  one.value().isEmpty() ? NAME + " is taken back" : NAME + " is " + one.value(),
                  evidence(one)));
    }
    return Verdict.over(grounds, "");
  }

  private static Evidence evidence(Stated one) {
    return Evidence.of(Origin.observed(one.where()), one.name() + "=" + one.value());
  }
}
