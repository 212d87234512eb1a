package io.bulkhead.cli.formats;

import io.bulkhead.audit.Ground;
import io.bulkhead.cli.report.WaiverWords;
import io.bulkhead.cli.terminal.Escape;

/** Text from outside, made fit for people who read it in another program. */
final class Text {
  /** Most characters of one field. */
  static final int MOST = 4096;

  private Text() {}

  /** Control, invisible and direction-changing characters made visible; not without end. */
  static String of(String outside) {
    return Escape.line(cut(outside)).replace("\t", "\\t");
  }

  /** At most {@value #MOST} characters, and how many there were. */
  static String cut(String outside) {
    if (outside.length() <= MOST) {
      return outside;
    }
    int end = Character.isHighSurrogate(outside.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return outside.substring(0, end) + "… (" + outside.length() + " characters)";
  }

  /** Subject and sentence of a ground, and its waiver. */
  static String sentence(Ground ground) {
    String subject = ground.subject().isEmpty() ? "" : ground.subject() + ": ";
    String waiver = ground.waiver().map(w -> "; " + WaiverWords.of(ground, w)).orElse("");
    return of(subject + ground.says() + waiver);
  }
}
