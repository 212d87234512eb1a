package io.bulkhead.daemon.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Says what is wrong with a text, in the words of somebody who has to repair it. */
final class Complaints {
  private static final Map<String, String> WORDS =
      Map.of(
          "True", "write true",
          "TRUE", "write true",
          "yes", "write true",
          "on", "write true",
          "False", "write false",
          "FALSE", "write false",
          "no", "write false",
          "off", "write false",
          "None", "write null or leave the key out",
          "NaN", "write a number");

  private final byte[] bytes;
  private final Places places;

  Complaints(byte[] bytes) {
    this.bytes = bytes;
    this.places = new Places(bytes);
  }

  JsonProblem trailingComma(int comma, char close) {
    return places.problem(comma, "a comma before '" + close + "'", "remove the comma");
  }

  JsonProblem tooDeep(int at, int deepest) {
    return places.problem(
        at, "nested deeper than " + deepest + " levels", "check whether this is the right file");
  }

  JsonProblem endsInside(int opened) {
    String what = bytes[opened] == '{' ? "object" : "array";
    return places.problem(
        bytes.length,
        "the file ends inside the " + what + " opened in line " + places.line(opened),
        "add the missing '" + (bytes[opened] == '{' ? '}' : ']') + "'");
  }

  JsonProblem openString(int start) {
    return places.problem(start, "a string that never ends", "add the closing quote");
  }

  JsonProblem controlInString(int at, int start) {
    return switch (bytes[at]) {
      case '\n', '\r' -> openStringInLine(start);
      case '\t' -> places.problem(at, "a tab inside a string", "write \\t");
      case 0 -> places.problem(at, "a NUL byte inside a string", "remove it");
      default ->
          places.problem(
              at,
              "control character 0x%02X inside a string".formatted(bytes[at]),
              "write \\u%04x".formatted(bytes[at]));
    };
  }

  private JsonProblem openStringInLine(int start) {
    return places.problem(start, "a string that does not end in its line", "add the closing quote");
  }

  JsonProblem escape(int at) {
    String seen = text(at, 2);
    return places.problem(
        at, "the escape " + quoted(seen) + " does not exist", "double the backslash");
  }

  JsonProblem number(int at) {
    String seen = token(at);
    String todo =
        seen.matches("-?0[0-9]+.*")
            ? "remove the leading zero, or write octal modes as decimal numbers"
            : "write a decimal number";
    return places.problem(at, quoted(seen) + " is not a number", todo);
  }

  JsonProblem noColon(int at) {
    if (at >= bytes.length) {
      return places.problem(at, "the file ends behind a key", "add ': ' and a value");
    }
    String todo = bytes[at] == '=' ? "write ':' instead of '='" : "add ':' behind the key";
    return construct(at, "a value")
        .orElse(places.problem(at, quoted(token(at)) + " behind a key", todo));
  }

  JsonProblem noSeparator(int at, int opened, char close) {
    if (at >= bytes.length) {
      return endsInside(opened);
    }
    char c = (char) bytes[at];
    if (c == '"' || c == '{' || c == '[') {
      return construct(at, "a comma")
          .orElse(places.problem(at, "a comma is missing before " + quoted(token(at)), "add it"));
    }
    if (c == '}' || c == ']') {
      return places.problem(at, "'" + c + "' where '" + close + "' belongs", "check the brackets");
    }
    return construct(at, "',' or '" + close + "'")
        .orElse(
            places.problem(
                at,
                quoted(token(at)) + " where ',' or '" + close + "' belongs",
                "remove it, or put the value in double quotes"));
  }

  JsonProblem noKey(int at, int opened, boolean afterComma) {
    if (at >= bytes.length) {
      return endsInside(opened);
    }
    if (bytes[at] == ',') {
      return places.problem(
          at, afterComma ? "two commas in a row" : "a comma before the first key", "remove one");
    }
    return construct(at, "a key")
        .orElse(
            places.problem(
                at, quoted(token(at)) + " where a key belongs", "put the key in double quotes"));
  }

  JsonProblem noValue(int at) {
    if (at >= bytes.length) {
      return places.problem(at, "the file ends where a value belongs", "add the value");
    }
    String word = token(at);
    if (bytes[at] == ',' || bytes[at] == '}' || bytes[at] == ']' || bytes[at] == ':') {
      return places.problem(
          at, "'" + (char) bytes[at] + "' where a value belongs", "add the value");
    }
    String todo = WORDS.getOrDefault(word, "put text in double quotes");
    return construct(at, "a value")
        .orElse(places.problem(at, quoted(word) + " is not a value", todo));
  }

  JsonProblem behindTheEnd(int at) {
    if (bytes[at] == 0) {
      return places.problem(at, "a NUL byte behind the end", "remove it");
    }
    if (bytes[at] == '}' || bytes[at] == ']') {
      return places.problem(at, "one '" + (char) bytes[at] + "' too many", "remove it");
    }
    return construct(at, "the end")
        .orElse(
            places.problem(
                at,
                "text behind the end of the configuration: " + quoted(token(at)),
                "remove it; engines before 23.0 ignore it, newer ones do not start"));
  }

  /** Constructs of other languages that are seen in such files. */
  private Optional<JsonProblem> construct(int at, String expected) {
    String here = text(at, 3);
    JsonProblem found = null;
    if (here.startsWith("//") || here.startsWith("/*") || here.startsWith("#")) {
      found = places.problem(at, "a comment", "remove it; JSON has no comments");
    } else if (here.startsWith("{{") || here.startsWith("{%") || here.startsWith("<%")) {
      found = template(at);
    } else if (here.startsWith("${") || here.startsWith("{#")) {
      found = template(at);
    } else if (here.startsWith("'")) {
      found = places.problem(at, "a single quote", "use double quotes");
    } else if ("“”„‘’«»".indexOf(here.charAt(0)) >= 0) {
      found = places.problem(at, "a typographic quote " + here.charAt(0), "use plain quotes \"");
    } else if (here.charAt(0) == 0) {
      found = places.problem(at, "a NUL byte where " + expected + " belongs", "remove it");
    } else if (here.charAt(0) == '\u00a0' || here.charAt(0) == '\f' || here.charAt(0) == '\u000b') {
      found =
          places.problem(
              at,
              "the blank U+%04X, which JSON does not know".formatted((int) here.charAt(0)),
              "write a space");
    } else if ((here.charAt(0) == '{' || here.charAt(0) == '%') && at > 0 && bytes[at - 1] == '{') {
      found = template(at - 1);
    }
    return Optional.ofNullable(found);
  }

  private JsonProblem template(int at) {
    return places.problem(
        at,
        "a template placeholder " + quoted(token(at)),
        "this is the template of a configuration; look at the file made from it");
  }

  private String text(int at, int characters) {
    String rest =
        new String(
            bytes, at, Math.min(bytes.length - at, 4 * characters + 4), StandardCharsets.UTF_8);
    return rest.substring(0, Math.min(rest.length(), characters));
  }

  /** The word at an offset, at most 20 characters. */
  private String token(int at) {
    String rest = text(at, 20);
    int end = 1;
    while (end < rest.length() && " \t\r\n,}]:\"".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    return rest.substring(0, Math.min(end, rest.length()));
  }

  /** Text in quotes with everything that could steer a terminal spelled out. */
  static String quoted(String seen) {
    StringBuilder out = new StringBuilder("'");
    for (int i = 0; i < seen.length(); i++) {
      char c = seen.charAt(i);
      out.append(Character.isISOControl(c) ? "\\x%02x".formatted((int) c) : String.valueOf(c));
    }
    return out.append('\'').toString();
  }
}
