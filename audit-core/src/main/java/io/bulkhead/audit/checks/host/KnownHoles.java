package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Advisories;
import io.bulkhead.audit.snapshot.Advisories.Hole;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.util.ArrayList;
import java.util.List;

/**
 * A row: a program of the engine has none of the holes that the shipped table knows.
 *
 * @param component as the table calls it
 * @param program name of the program
 */
record KnownHoles(CheckMeta meta, String component, String program) implements Check {
  static final String ENGINE = "engine";

  /** After half a year a table has missed too much to vouch for anything. */
  private static final long FRESH_DAYS = 183;

  @Override
  public Verdict judge(HostSnapshot host) {
    return host.engine()
        .version()
        .fold(
            seen -> judge(host, seen),
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unanswered(host, unseen));
  }

  private Verdict judge(HostSnapshot host, Reading.Present<Engine.Version> seen) {
    String version =
        component.equals(ENGINE)
            ? seen.value().version()
            : seen.value().components().getOrDefault(component, "");
    Evidence says = Evidence.of(seen.origin(), component + " " + version);
    String upstream = Affected.upstream(version);
    if (upstream.isEmpty()) {
      return Verdict.undetermined(
          "the engine does not say which version of " + program + " it has", says);
    }
    Advisories table = host.software().advisories();
    Fixes fixes = Fixes.of(host, program, version);
    List<Ground> grounds = new ArrayList<>();
    for (Hole hole : table.holes()) {
      if (hole.component().equals(component)) {
        ground(hole, upstream, fixes, grounds, says);
      }
    }
    grounds.add(asFarAsKnown(host, version, upstream, says));
    return Verdict.over(grounds, "");
  }

  private void ground(
      Hole hole, String upstream, Fixes fixes, List<Ground> grounds, Evidence says) {
    Affected affected = Affected.by(hole, upstream);
    if (affected == Affected.NO) {
      return;
    }
    String fixed = "fixed in " + String.join(", ", hole.fixed());
    if (affected == Affected.PERHAPS && fixes.upstream()) {
      grounds.add(
          Grounds.undetermined(
              hole.id(),
              hole.says()
                  + ": "
                  + fixed
                  + "; whether "
                  + upstream
                  + " has the fix is not published",
              says));
    } else if (fixes.upstream()) {
      grounds.add(
          Grounds.fail(hole.id(), hole.says() + ": " + fixed + ", and this is " + upstream, says));
    } else {
      grounds.add(fixes.judge(hole, fixed, says));
    }
  }

  /** What the table says about everything else. */
  private Ground asFarAsKnown(HostSnapshot host, String version, String upstream, Evidence says) {
    Advisories table = host.software().advisories();
    String newest = table.newest().getOrDefault(component, "");
    Evidence dated =
        new Evidence(
            "table of known holes of " + table.asOf(),
            "knows " + component + " up to " + newest,
            Strength.CLAIMED);
    if (TableDate.older(table.asOf(), host.vantage().takenAt(), FRESH_DAYS)) {
      return Grounds.undetermined(
          "",
          "the table of known holes is of " + table.asOf() + ", too old to vouch for " + version,
          says,
          dated);
    }
    return VersionOrder.INSTANCE.compare(upstream, newest) > 0
        ? Grounds.undetermined(
            "",
            version
                + " is newer than "
                + newest
                + ", the newest the table of "
                + table.asOf()
                + " knows",
            says,
            dated)
        : Grounds.pass(
            "", version + " has no other of the holes known on " + table.asOf(), says, dated);
  }
}
