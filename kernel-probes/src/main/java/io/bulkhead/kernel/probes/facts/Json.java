package io.bulkhead.kernel.probes.facts;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads JSON (RFC 8259) as far as a configuration needs it; anything else is no answer. */
final class Json {
  private static final int DEPTH = 50;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The value, or empty if the text is not JSON. */
  static Optional<ConfigValue> parse(String text) {
    Json json = new Json(text);
    try {
      ConfigValue value = json.value(0);
      json.blanks();
      return json.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private ConfigValue value(int depth) {
    if (depth > DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    blanks();
    char c = text.charAt(at);
    return switch (c) {
      case '{' -> table(depth);
      case '[' -> items(depth);
      case '"' -> new ConfigValue.Text(string());
      case 't' -> literal("true", ConfigValue.of(true));
      case 'f' -> literal("false", ConfigValue.of(false));
      case 'n' -> literal("null", new ConfigValue.Null());
      default -> number();
    };
  }

  private ConfigValue literal(String word, ConfigValue value) {
    if (!text.startsWith(word, at)) {
      throw new IllegalArgumentException("not a literal");
    }
    at += word.length();
    return value;
  }

  private ConfigValue number() {
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String spelling = text.substring(start, at);
    Double.parseDouble(spelling);
    return new ConfigValue.Num(spelling);
  }

  private ConfigValue items(int depth) {
    List<ConfigValue> items = new ArrayList<>();
    at++;
    while (!closed(']', items.isEmpty())) {
      items.add(value(depth + 1));
    }
    return new ConfigValue.Items(items);
  }

  private ConfigValue table(int depth) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    at++;
    while (!closed('}', entries.isEmpty())) {
      blanks();
      String key = string();
      blanks();
      expect(':');
      // the engine takes the last of equal keys
      entries.put(key, value(depth + 1));
    }
    return new ConfigValue.Table(entries);
  }

  private boolean closed(char bracket, boolean first) {
    blanks();
    if (text.charAt(at) == bracket) {
      at++;
      return true;
    }
    if (!first) {
      expect(',');
    }
    return false;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (text.charAt(at) != '"') {
      char c = text.charAt(at++);
      out.append(c == '\\' ? escape() : c);
    }
    at++;
    return out.toString();
  }

  private char escape() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private void expect(char c) {
    if (text.charAt(at) != c) {
      throw new IllegalArgumentException("expected " + c);
    }
    at++;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
