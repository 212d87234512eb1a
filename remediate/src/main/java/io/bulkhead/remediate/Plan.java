package io.bulkhead.remediate;

import io.bulkhead.audit.CheckId;
import java.util.List;

/**
 * What would be done, complete and in order. Holds digests, never contents or secrets.
 *
 * @param digest sha-256 of the canonical JSON of all other fields but the times, hex
 * @param undoes what a rollback takes back; empty for a plan of fixes
 * @param host the host it was made for
 * @param created and {@code expires}: RFC 3339, UTC
 * @param tool version of Bulkhead that made it
 * @param rules digest of the checks and remedies that it knew, hex
 * @param facts what it depends on
 * @param changes the decisions, in the order they are numbered
 * @param steps the physical steps in the order they run
 * @param engine what happens to the engine, once for the whole set
 * @param diffs the file changes, one per file, edits composed
 * @param unfixed failed checks that no remedy can fix safely here
 * @param kept things a rollback leaves alone because others changed them, one sentence each
 * @param conflicts things that stop a rollback, one sentence each
 * @param summary numbers for the last line
 */
public record Plan(
    String digest,
    List<Undoing> undoes,
    Host host,
    String created,
    String expires,
    String tool,
    String rules,
    List<Fact> facts,
    List<Change> changes,
    List<Step> steps,
    EngineAction engine,
    List<Diff> diffs,
    List<Unfixed> unfixed,
    List<String> kept,
    List<String> conflicts,
    Summary summary) {
  public Plan {
    undoes = List.copyOf(undoes);
    facts = List.copyOf(facts);
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
    diffs = List.copyOf(diffs);
    unfixed = List.copyOf(unfixed);
    kept = List.copyOf(kept);
    conflicts = List.copyOf(conflicts);
  }

  public boolean empty() {
    return changes.isEmpty();
  }

  /** The first twelve digits of the digest, as shown to people. */
  public String shortDigest() {
    return digest.substring(0, Math.min(12, digest.length()));
  }

  /** The host a plan was made for. */
  public record Host(
      String id, String name, String root, String os, String docker, int containersRunning) {}

  /**
   * One file's change as it will be written.
   *
   * @param path the file
   * @param changes numbers of the changes composed in it
   * @param attributes mode and owner, for example {@code root:root 0644 kept}
   * @param unified unified diff, secrets redacted; lines without line ends
   * @param checked result of validating the new content, one sentence
   */
  public record Diff(
      String path, List<Integer> changes, String attributes, List<String> unified, String checked) {
    public Diff {
      changes = List.copyOf(changes);
      unified = List.copyOf(unified);
    }
  }

  /**
   * A failed check without a change.
   *
   * @param why why nothing is offered
   * @param byHand what a person can do, one step per line
   */
  public record Unfixed(CheckId check, String title, String why, List<String> byHand) {
    public Unfixed {
      byHand = List.copyOf(byHand);
    }
  }

  /** Numbers: checks judged, passed, failed, unseen, and failed checks this plan fixes. */
  public record Summary(int judged, int passed, int failed, int unseen, int fixed) {}
}
