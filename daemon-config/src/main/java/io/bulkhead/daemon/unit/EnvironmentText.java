package io.bulkhead.daemon.unit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Variables of an EnvironmentFile, read as systemd reads it: no shell, but quotes and escapes. */
final class EnvironmentText {
  private final String text;
  private int at;

  private EnvironmentText(String text) {
    this.text = text.replace("\r\n", "\n");
  }

  static Map<String, String> parse(String text) {
    EnvironmentText reader = new EnvironmentText(text);
    Map<String, String> found = new LinkedHashMap<>();
    while (reader.at < reader.text.length()) {
      reader.line(found);
    }
    return found;
  }

  private void line(Map<String, String> found) {
    int end = text.indexOf('\n', at);
    end = end < 0 ? text.length() : end;
    int equals = text.indexOf('=', at);
    String start = text.substring(at, end).stripLeading();
    if (start.isEmpty()
        || start.startsWith("#")
        || start.startsWith(";")
        || equals < 0
        || equals > end) {
      at = end + 1;
      return;
    }
    String name = text.substring(at, equals).strip();
    at = equals + 1;
    String value = value();
    if (name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      found.put(name, value);
    }
  }

  /** The value up to the end of its line; the reader then stands on the next line. */
  private String value() {
    StringBuilder out = new StringBuilder();
    int keep = 0;
    boolean begun = false;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\n') {
        break;
      }
      if (c == '\'' || c == '"') {
        quoted(c, out);
        keep = out.length();
        begun = true;
      } else if (c == '\\') {
        if (at < text.length() && text.charAt(at++) != '\n') {
          out.append(text.charAt(at - 1));
          keep = out.length();
          begun = true;
        }
      } else if (Character.isWhitespace(c)) {
        if (begun) {
          out.append(c);
        }
      } else {
        out.append(c);
        keep = out.length();
        begun = true;
      }
    }
    return out.substring(0, keep);
  }

  private void quoted(char quote, StringBuilder out) {
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (quote == '"' && c == '\\' && at < text.length()) {
        char escaped = text.charAt(at++);
        if (escaped == '\n') {
          continue;
        }
        if ("\"\\`$".indexOf(escaped) < 0) {
          out.append('\\');
        }
        out.append(escaped);
      } else {
        out.append(c);
      }
    }
    at++;
  }
}
