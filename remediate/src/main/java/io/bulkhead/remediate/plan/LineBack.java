package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.merge.Merged;
import io.bulkhead.remediate.merge.ThreeWay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes edits of lines back out of a text that others edited too: each by a three-way merge of its
 * own, so that it finds its place; where neighbours of a line changed, by the line alone.
 */
final class LineBack {
  private final SetBack back;
  private final String path;
  private final Map<Edit, Part> edits;
  private byte[] wrote;
  private byte[] text;

  /**
   * @param wrote the text as the set wrote it
   * @param now the text as it is
   */
  LineBack(SetBack back, String path, Map<Edit, Part> edits, byte[] wrote, byte[] now) {
    this.back = back;
    this.path = path;
    this.edits = edits;
    this.wrote = wrote.clone();
    this.text = now.clone();
  }

  /** The text without them; lines that are not as they were written clash, or come by force. */
  byte[] take() {
    List<Map.Entry<Edit, Part>> lastFirst = new ArrayList<>(edits.entrySet());
    Collections.reverse(lastFirst);
    for (Map.Entry<Edit, Part> entry : lastFirst) {
      if (entry.getKey() instanceof Edit.Line line) {
        take(line, entry.getValue());
      }
    }
    return text.clone();
  }

  private void take(Edit.Line edit, Part part) {
    Edit.Line inverse = edit.inverse();
    byte[] without = with(wrote, inverse).orElse(wrote);
    Merged merged = ThreeWay.lines().merge(wrote, without, text);
    wrote = without;
    if (merged.clashes().isEmpty()) {
      if (Arrays.equals(merged.text(), text)) {
        back.undone.settle(List.of(part), path + ": " + shown(edit) + " is as it was before");
      } else {
        become(merged.text(), part, inverse);
      }
      return;
    }
    Optional<byte[]> alone = with(text, inverse);
    if (edit.after() != null && alone.isPresent()) {
      become(alone.get(), part, inverse);
      return;
    }
    String clash = path + ": the line " + shown(edit) + " was changed by somebody";
    if (back.undone.clash(List.of(part), clash)) {
      become(with(text, new Edit.Line(path, null, edit.before())).orElse(text), part, inverse);
    }
  }

  private void become(byte[] result, Part part, Edit inverse) {
    text = result;
    back.undone.edit(part, inverse);
  }

  private static Optional<byte[]> with(byte[] text, Edit.Line edit) {
    return TextLines.of(text)
        .with(edit)
        .map(lines -> lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String shown(Edit.Line edit) {
    String line = edit.after() == null ? edit.before() : edit.after();
    return "'" + Redaction.of(String.valueOf(line)) + "'";
  }
}
