package io.bulkhead.daemon.unit;

import java.util.ArrayList;
import java.util.List;

/** Words of a command line as systemd splits it: blanks, quotes, C escapes (systemd.syntax(7)). */
final class Words {
  private final String text;
  private int at;

  private Words(String text) {
    this.text = text;
  }

  /**
   * A word with the place where it is written, quotes included.
   *
   * @param end index after its last character
   */
  record Placed(String word, int start, int end) {}

  static List<String> of(String text) {
    return placed(text).stream().map(Placed::word).toList();
  }

  static List<Placed> placed(String text) {
    Words words = new Words(text);
    List<Placed> found = new ArrayList<>();
    while (words.skipBlanks()) {
      int start = words.at;
      String word = words.word();
      found.add(new Placed(word, start, words.at));
    }
    return found;
  }

  private boolean skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private String word() {
    StringBuilder out = new StringBuilder();
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote == 0 && Character.isWhitespace(c)) {
        break;
      }
      at++;
      if (c == '\\' && at < text.length()) {
        escape(out);
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private void escape(StringBuilder out) {
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 's' -> out.append(' ');
      case 'x' -> hex(out);
      case '\\', '"', '\'' -> out.append(c);
      default -> out.append('\\').append(c);
    }
  }

  private void hex(StringBuilder out) {
    if (at + 2 <= text.length() && text.substring(at, at + 2).matches("[0-9a-fA-F]{2}")) {
      out.append((char) Integer.parseInt(text.substring(at, at + 2), 16));
      at += 2;
    } else {
      out.append("\\x");
    }
  }
}
