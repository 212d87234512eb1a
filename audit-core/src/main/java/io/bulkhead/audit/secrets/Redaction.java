package io.bulkhead.audit.secrets;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of text what nobody should read in a plan, a report, a journal or a log: everything
 * that looks like a secret, rather too much than too little. A {@link Scrubber} is what finds
 * secrets. Takes time proportional to the text.
 */
public final class Redaction {
  /** Stands where a secret was. */
  public static final String MARK = "(redacted)";

  /** Whoever is named before the host of an address: a user, or a token that acts as one. */
  private static final Pattern USER = Pattern.compile("(?<=//)[^/\\s\"'?#]*@");

  /** The same with a password and no scheme, as proxies may be given; a digest is none. */
  private static final Pattern BARE_USER =
      Pattern.compile(
          "(?<![^\\s\"'=,(\\[])[^/@\\s:\"'=,(]{1,256}+:[^/@\\s\"']{1,256}+@(?!sha(?:256|512):)");

  private static final String NAME =
      "[\\w.-]{0,128}(?:token|secret|passw|passphrase|credential|api-?_?key|access-?_?key)"
          + "[\\w.-]{0,128}+";

  /** A member of a JSON object; the end of the text ends it too. */
  private static final Pattern MEMBER =
      Pattern.compile("(?i)(\"" + NAME + "\"\\s*+:\\s*+)(\"(?:[^\"\\\\]|\\\\.)*+\"?|[^\\s,}\"]++)");

  private static final Pattern WORD =
      Pattern.compile(
          "(?i)(?<![\\w.-])(" + NAME + "\\s?[=:]\\s?)(\"[^\"]*+\"?|'[^']*+'?|[^\\s,;&\"']++)");

  /** A line of a key in PEM, after the sign that a diff puts before it. */
  private static final Pattern KEY_LINE = Pattern.compile("^([ +-]?)[A-Za-z0-9+/=]{16,}\\s*$");

  private static final String PRIVATE_KEY = "PRIVATE KEY-----";

  private Redaction() {}

  /** The line with secrets hidden; the same line if there are none. */
  public static String of(String line) {
    String hidden = Scrubber.text(address(line)).text();
    return named(WORD, named(MEMBER, hidden));
  }

  private static String named(Pattern pattern, String text) {
    return pattern.matcher(text).replaceAll(Redaction::hidden);
  }

  /** A path, a number or a switch is about the secret, and not the secret. */
  private static String hidden(MatchResult found) {
    String value = found.group(2);
    String bare = value.replaceAll("^[\"']|[\"']$", "");
    boolean harmless = !SecretNames.literal(found.group(1), bare) || bare.startsWith(MARK);
    String quote = value.startsWith("\"") ? "\"" : value.startsWith("'") ? "'" : "";
    String end = value.length() > 1 && value.endsWith(quote) ? quote : "";
    return Matcher.quoteReplacement(harmless ? found.group() : found.group(1) + quote + MARK + end);
  }

  /** An address with user name and password taken out. */
  public static String address(String text) {
    String hidden = USER.matcher(text).replaceAll(MARK + "@");
    return BARE_USER.matcher(hidden).replaceAll(MARK + "@");
  }

  /** True if the text holds an address with a user, which may be or have a password. */
  public static boolean inAddress(String text) {
    return USER.matcher(text).find();
  }

  /** A value with secrets hidden at any depth; by the names of members, too. */
  public static ConfigValue value(ConfigValue value) {
    if (value instanceof ConfigValue.Text text) {
      return ConfigValue.of(of(text.value()));
    }
    if (value instanceof ConfigValue.Items items) {
      return new ConfigValue.Items(items.values().stream().map(Redaction::value).toList());
    }
    if (value instanceof ConfigValue.Table table) {
      Map<String, ConfigValue> entries = new LinkedHashMap<>();
      table.entries().forEach((key, inner) -> entries.put(key, member(key, inner)));
      return new ConfigValue.Table(entries);
    }
    return value;
  }

  private static ConfigValue member(String name, ConfigValue value) {
    return value instanceof ConfigValue.Text text
        ? ConfigValue.of(of(name, text.value()))
        : value(value);
  }

  /** The value of a named thing, hidden if its name or its form says that it is a secret. */
  public static String of(String name, String value) {
    String line = name + "=" + value;
    Matcher word = WORD.matcher(line);
    boolean named = word.lookingAt() && SecretNames.literal(name, value);
    return named ? MARK : of(Scrubber.value(name, value).text());
  }

  /** The lines of a diff with secrets hidden, private keys among them, whichever part is shown. */
  public static List<String> diff(List<String> lines, byte[] before, byte[] after) {
    boolean key = holdsKey(before) || holdsKey(after);
    return lines.stream()
        .map(
            line ->
                key
                    ? KEY_LINE.matcher(line).replaceAll("$1" + Matcher.quoteReplacement(MARK))
                    : line)
        .map(Redaction::of)
        .toList();
  }

  private static boolean holdsKey(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1).contains(PRIVATE_KEY);
  }
}
