package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.state.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a change set consists of, written before its BEGIN and never edited.
 *
 * @param set its id
 * @param at when it began, RFC 3339 UTC
 * @param message what the actor said with {@code -m}
 * @param plan as approved
 * @param steps with the states before as captured right before BEGIN
 */
record Manifest(String set, String at, Actor actor, String message, Plan plan, List<Step> steps) {
  static final String DIRECTORY = "tx";
  static final String RESTORE = "RESTORE.txt";
  private static final String PLAN = "plan.json";
  private static final String MANIFEST = "manifest.json";
  private static final int LIMIT = 64 << 20;

  Manifest {
    steps = List.copyOf(steps);
  }

  /** Steps all of whose changes are one-way: with a confirmation they come after it. */
  List<Step> oneWay() {
    Set<Integer> numbers =
        plan.changes().stream()
            .filter(change -> change.undo() instanceof Undo.OneWay)
            .map(Change::number)
            .collect(Collectors.toSet());
    return steps.stream()
        .filter(step -> !step.changes().isEmpty() && numbers.containsAll(step.changes()))
        .toList();
  }

  /** Writes the set's directory durably and returns the manifest's digest. */
  String save(Folder state, Path root) throws SysException {
    byte[] json = SetJson.write(this);
    try (Folder sets = state.sub(DIRECTORY)) {
      sets.make(set);
      try (Folder folder = sets.sub(set)) {
        folder.write(PLAN, SetJson.write(plan));
        folder.write(MANIFEST, json);
        folder.write(
            RESTORE, new RestoreText(root, state.path()).of(this).getBytes(StandardCharsets.UTF_8));
      }
      sets.flush();
    }
    return Sha256.hex(json);
  }

  /** Reads a set's manifest; empty if it is missing or not the one with this digest. */
  static Optional<Manifest> load(Folder state, String set, String digest) throws SysException {
    byte[] json = bytes(state, set);
    return Sha256.hex(json).equals(digest) ? parse(json) : Optional.empty();
  }

  /** The same with nobody to say what it must be; empty if there is none or it cannot be read. */
  static Optional<Manifest> unverified(Folder state, String set) throws SysException {
    return parse(bytes(state, set));
  }

  /** Digest of what is kept now. */
  static String digest(Folder state, String set) throws SysException {
    return Sha256.hex(bytes(state, set));
  }

  private static byte[] bytes(Folder state, String set) throws SysException {
    try (Folder sets = state.sub(DIRECTORY)) {
      if (!sets.has(set)) {
        return new byte[0];
      }
      try (Folder folder = sets.sub(set)) {
        return folder.read(MANIFEST, LIMIT).orElse(new byte[0]);
      }
    }
  }

  private static Optional<Manifest> parse(byte[] json) {
    try {
      return Optional.of(SetJson.read(json, Manifest.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
