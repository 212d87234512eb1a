package io.bulkhead.remediate.apply;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.journal.Entry;
import io.bulkhead.remediate.journal.JournalText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The sets of a journal as lists and details show them. */
final class SetHistory {
  private final JournalText text;
  private final Map<String, SetTrace> sets;
  private final Map<String, Set<Integer>> undone;

  SetHistory(JournalText text) {
    this.text = text;
    this.sets = SetTrace.all(text.entries());
    this.undone = undone(sets);
  }

  /** Newest first. */
  List<SetSummary> summaries() {
    List<SetSummary> list = new ArrayList<>();
    sets.forEach((id, trace) -> list.add(0, summary(id, trace)));
    return list;
  }

  /**
   * Numbers of the changes of each set that a later set took back and that were not made again
   * since; going from the newest to the oldest set decides each once.
   */
  private static Map<String, Set<Integer>> undone(Map<String, SetTrace> sets) {
    Map<String, Set<Integer>> undone = new HashMap<>();
    List<SetTrace> oldestFirst = new ArrayList<>(sets.values());
    for (int i = oldestFirst.size() - 1; i >= 0; i--) {
      SetTrace trace = oldestFirst.get(i);
      SetState state = trace.state(false);
      if (state.inForce() && state != SetState.PARTLY_UNDONE) {
        Set<Integer> gone = undone.getOrDefault(trace.begin().set(), Set.of());
        for (Undoing undoing : Numbers.undoes(trace.begin())) {
          if (!gone.contains(undoing.number())) {
            undone.computeIfAbsent(undoing.set(), id -> new TreeSet<>()).add(undoing.change());
          }
        }
      }
    }
    return undone;
  }

  SetSummary summary(String id) {
    return summary(id, trace(id));
  }

  private SetSummary summary(String id, SetTrace trace) {
    Entry begin = trace.begin();
    Set<Integer> gone = undone.getOrDefault(id, Set.of());
    List<Integer> left =
        Numbers.own(begin).stream().filter(number -> !gone.contains(number)).toList();
    SetState state = trace.state(left.isEmpty());
    boolean partly = !left.isEmpty() && !gone.isEmpty() && state.inForce();
    return new SetSummary(
        id,
        begin.time(),
        begin.data().path("actor").path("name").asText(),
        begin.data().path("changes").asInt(),
        partly ? SetState.PARTLY_UNDONE : state,
        Numbers.undoes(begin).stream().map(Undoing::set).distinct().toList(),
        begin.text("message"),
        begin.text("plan"),
        state.inForce() ? left : List.of(),
        trace.forgotten().isPresent());
  }

  SetTrace trace(String id) {
    SetTrace trace = sets.get(id);
    if (trace == null) {
      throw new IllegalArgumentException("no set " + id);
    }
    return trace;
  }

  /** The id of the set that a person means. */
  String resolve(String which) throws RemediationException {
    List<String> ids = new ArrayList<>(sets.keySet());
    if (which.matches("last(-\\d{1,6})?")) {
      int back = which.length() > 5 ? Integer.parseInt(which.substring(5)) : 0;
      if (back >= ids.size()) {
        throw unknown("there are only " + ids.size() + " change sets");
      }
      return ids.get(ids.size() - 1 - back);
    }
    List<String> matching =
        which.isEmpty() ? List.of() : ids.stream().filter(id -> id.contains(which)).toList();
    if (ids.contains(which)) {
      return which;
    }
    if (matching.size() != 1) {
      throw unknown(
          matching.isEmpty()
              ? "there is no change set '" + which + "'"
              : "'" + which + "' fits " + String.join(", ", matching));
    }
    return matching.get(0);
  }

  private static RemediationException unknown(String sentence) {
    return new RemediationException(Kind.BEFORE, sentence, "bulkhead history");
  }

  /** Id of the host that the newest set was made on; empty if there is none. */
  String lastHost() {
    String host = "";
    for (SetTrace trace : sets.values()) {
      host = trace.begin().text("host");
    }
    return host;
  }

  Chain chain() {
    return new Chain(sets.size(), text.entries().size(), text.head(), text.tornTail());
  }

  List<SetDetail.LogLine> log(String id) {
    return trace(id).entries().stream()
        .map(entry -> new SetDetail.LogLine(entry.time(), entry.type().name(), says(entry)))
        .toList();
  }

  private static String says(Entry entry) {
    return switch (entry.type()) {
      case BEGIN -> "plan " + entry.text("plan");
      case INTENT, DONE -> entry.text("n") + " " + entry.text("kind") + " " + entry.text("path");
      case UNDO -> entry.text("reason") + ": " + entry.text("why");
      case UNDONE -> (entry.text("tag") + " " + entry.text("says")).strip();
      case END -> (entry.text("result") + " " + entry.text("left")).strip();
      case NOTE -> entry.text("says");
      case ARM -> entry.text("unit") + " until " + entry.text("deadline");
      case COMMIT ->
          entry.data().path("awaiting").asBoolean()
              ? "waits for its confirmation until " + entry.text("deadline")
              : "";
      case CONFIRM -> "by " + entry.data().path("actor").path("name").asText();
    };
  }
}
