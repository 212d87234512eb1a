package io.bulkhead.remediate.merge;

import java.util.List;

/**
 * What came of taking an edit back out of a text.
 *
 * @param text with everything taken back that could be
 * @param clashes what could not; the text keeps there what others wrote
 */
public record Merged(byte[] text, List<Clash> clashes) {
  public Merged {
    text = text.clone();
    clashes = List.copyOf(clashes);
  }

  @Override
  public byte[] text() {
    return text.clone();
  }
}
