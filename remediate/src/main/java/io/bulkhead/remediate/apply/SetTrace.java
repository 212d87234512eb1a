package io.bulkhead.remediate.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.remediate.files.Intent;
import io.bulkhead.remediate.files.ObjectId;
import io.bulkhead.remediate.journal.Entry;
import io.bulkhead.remediate.journal.EntryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the journal says about one change set. */
final class SetTrace {
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Entry> intents = new LinkedHashMap<>();
  private final Map<String, Entry> undone = new LinkedHashMap<>();
  private final List<Entry> armed = new ArrayList<>();
  private @Nullable Entry commit;
  private @Nullable Entry confirm;
  private @Nullable Entry undo;
  private @Nullable Entry end;
  private int failures;

  private SetTrace() {}

  /** The sets of a journal, oldest first. */
  static Map<String, SetTrace> all(List<Entry> journal) {
    Map<String, SetTrace> sets = new LinkedHashMap<>();
    for (Entry entry : journal) {
      sets.computeIfAbsent(entry.set(), id -> new SetTrace()).add(entry);
    }
    return sets;
  }

  private void add(Entry entry) {
    entries.add(entry);
    String tag = entry.text("tag");
    switch (entry.type()) {
      case INTENT -> {
        intents.put(tag, entry);
        undone.remove(tag);
      }
      case UNDONE -> undone.put(tag, entry);
      case ARM -> armed.add(entry);
      case COMMIT -> {
        commit = entry;
        if (awaits(entry)) {
          armed.add(entry);
        }
      }
      case CONFIRM -> confirm = entry;
      case NOTE -> failures += entry.data().path("failed").asBoolean() ? 1 : 0;
      case UNDO -> undo = undo == null ? entry : undo;
      case END -> end = entry;
      default -> {}
    }
  }

  List<Entry> entries() {
    return entries;
  }

  Entry begin() {
    return entries.get(0);
  }

  Entry last() {
    return entries.get(entries.size() - 1);
  }

  boolean open() {
    return end == null;
  }

  /** True if the set is final: committed, and confirmed where that was asked for. */
  boolean committed() {
    return commit != null && undo == null && (!awaits(commit) || confirm != null);
  }

  private static boolean awaits(Entry commit) {
    return commit.data().path("awaiting").asBoolean();
  }

  boolean confirmed() {
    return confirm != null;
  }

  /** Why it goes back already, in words; empty if it does not. */
  Optional<String> goingBack() {
    return Optional.ofNullable(undo).map(entry -> entry.text("why"));
  }

  /** Unfinished recoveries so far. */
  int failures() {
    return failures;
  }

  /** Timers that were started for it. */
  List<String> timers() {
    return armed.stream().map(entry -> entry.text("unit")).toList();
  }

  /** The set waits for its confirmation, in time or not; empty if it does not. */
  Optional<Awaiting> awaiting(String bootNow, Duration uptime) {
    if (commit == null || !awaits(commit) || confirm != null || undo != null || end != null) {
      return Optional.empty();
    }
    Deadline deadline = Deadline.of(armed.get(armed.size() - 1));
    boolean sameBoot = commit.boot().equals(bootNow);
    return Optional.of(
        new Awaiting(
            commit.set(),
            deadline.wall(),
            sameBoot ? deadline.uptime().minus(uptime) : Duration.ZERO,
            Duration.ofMillis(commit.data().path("uptime_ms").asLong()),
            begin().data().path("actor").path("ssh").asText("")));
  }

  /** Rebuilt from the disk only in part: what was begun is not known. */
  boolean halfRebuilt() {
    return undo == null && begin().data().path("from_disk").asBoolean();
  }

  /** Written by a version of Bulkhead whose records this one does not know. */
  boolean foreign() {
    return begin().type() != EntryType.BEGIN || begin().data().path("v").asInt() != SetLog.FORMAT;
  }

  /** The record that says that the contents kept for it were removed. */
  Optional<Entry> forgotten() {
    return entries.stream().filter(entry -> entry.data().path("forgotten").asBoolean()).findFirst();
  }

  Optional<Entry> lastIntent() {
    return intents.values().stream().reduce((one, other) -> other);
  }

  /** Numbers of the engine steps that were begun and not taken back. */
  Set<Integer> engineIntents() {
    return intents.entrySet().stream()
        .filter(intent -> isEngine(intent.getValue()) && !undone.containsKey(intent.getKey()))
        .map(intent -> intent.getValue().data().path("step").asInt())
        .collect(Collectors.toSet());
  }

  private static boolean isEngine(Entry intent) {
    return intent.text("kind").equals("Engine");
  }

  /** Numbers of the steps that told the rest of the host something and were not taken back. */
  Set<Integer> hostIntents() {
    return intents.entrySet().stream()
        .filter(intent -> isHost(intent.getValue()) && !undone.containsKey(intent.getKey()))
        .map(intent -> intent.getValue().data().path("step").asInt())
        .collect(Collectors.toSet());
  }

  private static boolean isHost(Entry intent) {
    String kind = intent.text("kind");
    return kind.equals("Reread") || kind.equals("SetValue");
  }

  /** Intents on the file system that were not taken back yet, by tag. */
  Map<String, Intent> intents(String bootNow) {
    Map<String, Intent> open = new LinkedHashMap<>();
    intents.forEach(
        (tag, entry) -> {
          if (!undone.containsKey(tag) && !isEngine(entry) && !isHost(entry)) {
            open.put(tag, intent(entry, bootNow));
          }
        });
    return open;
  }

  /** The blob of a step that is not in the manifest. */
  Optional<String> detail(String tag) {
    return Optional.ofNullable(intents.get(tag))
        .map(entry -> entry.text("detail"))
        .filter(digest -> !digest.isEmpty());
  }

  SetState state(boolean undoneByOther) {
    if (end == null) {
      boolean waits = commit != null && awaits(commit) && confirm == null && undo == null;
      return waits ? SetState.AWAITING_CONFIRM : SetState.OPEN;
    }
    return switch (end.text("result")) {
      case "committed" ->
          undoneByOther ? SetState.UNDONE : confirm != null ? SetState.CONFIRMED : SetState.APPLIED;
      case "partial" -> SetState.PARTLY_UNDONE;
      default -> goneBecause(undo == null ? "" : undo.text("reason"));
    };
  }

  private static SetState goneBecause(String reason) {
    return switch (reason) {
      case "requested" -> SetState.UNDONE;
      case "expired", "rebooted" -> SetState.EXPIRED_UNDONE;
      default -> SetState.FAILED_UNDONE;
    };
  }

  private static Intent intent(Entry entry, String bootNow) {
    JsonNode data = entry.data();
    ObjectId directory = id(data.path("dir").asText());
    if (directory == null) {
      throw new IllegalStateException("INTENT without a directory: record " + entry.seq());
    }
    return new Intent(
        directory,
        id(data.path("ino").asText("")),
        id(data.path("staged").asText("")),
        entry.boot().equals(bootNow));
  }

  private static @Nullable ObjectId id(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? null
        : new ObjectId(
            Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }
}
