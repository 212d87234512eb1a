package io.bulkhead.remediate.engine;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.util.List;
import java.util.regex.Pattern;

/** The end of an engine's log, for an error message. */
final class LastWords {
  private static final int LINES = 6;
  private static final int WIDTH = 400;
  private static final Pattern COMPLAINT =
      Pattern.compile(
          "level=(error|fatal)|will not take affect|failed to start daemon|unable to configure|panic:");

  private LastWords() {}

  /** Of an engine's log the lines that complain; where none does, the last ones. */
  static List<String> ofLog(String log) {
    List<String> complaints = log.lines().filter(line -> COMPLAINT.matcher(line).find()).toList();
    return of(complaints.isEmpty() ? log : String.join("\n", complaints));
  }

  /** Lines that say something, secrets hidden, the last ones only. */
  static List<String> of(String log) {
    List<String> lines =
        log.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(LastWords::clean)
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }

  private static String clean(String line) {
    String hidden = Redaction.of(line);
    return hidden.length() > WIDTH ? hidden.substring(0, WIDTH) + "…" : hidden;
  }

  /** A failure that carries them. */
  static EngineFailed failed(String sentence, List<String> words) {
    StringBuilder text = new StringBuilder(sentence);
    words.forEach(line -> text.append("\n> ").append(line));
    return new EngineFailed(text.toString());
  }
}
