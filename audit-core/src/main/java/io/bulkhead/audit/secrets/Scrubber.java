package io.bulkhead.audit.secrets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes secrets out of text, and says what it took out. Takes time proportional to the text. */
public final class Scrubber {
  private static final String MARK = Redaction.MARK;

  /** A name and its value, the value to the end of the word; a backslash hides a blank. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])([A-Za-z0-9_.-]{1,256}+)(=|: ?)"
              + "(\"[^\"]*+\"?|'[^']*+'?|(?:[^\\s;&|\"'\\\\]|\\\\.)++)");

  /** {@code ENV} and {@code ARG} lines hold values with blanks and without quotes. */
  private static final Pattern UNQUOTED =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])([A-Za-z_][A-Za-z0-9_.-]{0,255}+)(=)"
              + "((?:(?!\\s[A-Za-z_][A-Za-z0-9_]{0,255}+=|\\s/bin/|\\s# buildkit).)*+)",
          Pattern.DOTALL);

  private static final Pattern OPTION =
      Pattern.compile("(?<=\\s|^)--?([A-Za-z][A-Za-z0-9-]{1,100}+)(\\s++)([^\\s-][^\\s]*+)");

  private static final Pattern LOGIN = Pattern.compile("://[^/\\s:@]{0,256}+:([^/\\s@]{1,256}+)@");

  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)(authorization\\s*+[:=]\\s*+)((?:bearer|basic|token)\\s++)?([^\\s\"']++)");

  private Scrubber() {}

  /**
   * Text without its secrets.
   *
   * @param signs what gave each away, in the order of the looking, each once
   */
  public record Clean(String text, List<String> signs) {
    public Clean {
      signs = List.copyOf(signs);
    }
  }

  /** The value of a named thing; all of it goes if its name says that it is a secret. */
  public static Clean value(String name, String value) {
    String visible = Invisible.without(value);
    Optional<SecretFormats> format =
        SecretFormats.ALL.stream().filter(f -> f.pattern().matcher(visible).find()).findFirst();
    if (format.isPresent()) {
      return new Clean(MARK, List.of(format.get().words()));
    }
    return SecretNames.tell(Invisible.without(name), visible)
        ? new Clean(MARK, List.of("its name says so"))
        : logins(value);
  }

  /** A command line, a step of a history or another text of unknown form. */
  public static Clean text(String text) {
    Clean plain = visibly(text);
    String visible = Invisible.without(text);
    if (visible.equals(text)) {
      return plain;
    }
    Clean hidden = visibly(visible);
    return hidden.signs().size() > plain.signs().size() ? hidden : plain;
  }

  private static Clean visibly(String text) {
    Set<String> signs = new LinkedHashSet<>();
    String clean = text;
    for (SecretFormats format : SecretFormats.ALL) {
      Matcher found = format.pattern().matcher(clean);
      if (found.find()) {
        signs.add(format.words());
        clean = found.replaceAll(MARK);
      }
    }
    Clean login = logins(clean);
    signs.addAll(login.signs());
    clean = headers(login.text(), signs);
    clean = named(keepsBlanks(text) ? UNQUOTED : ASSIGNED, clean, signs);
    clean = named(ASSIGNED, clean, signs);
    clean = named(OPTION, clean, signs);
    return new Clean(clean, new ArrayList<>(signs));
  }

  private static boolean keepsBlanks(String text) {
    return text.startsWith("ENV ")
        || text.startsWith("ARG ")
        || text.startsWith("LABEL ")
        || text.startsWith("|")
        || text.startsWith("RUN |")
        || text.contains("#(nop)");
  }

  private static Clean logins(String text) {
    Matcher found = LOGIN.matcher(text);
    return found.find()
        ? new Clean(found.replaceAll("://" + MARK + "@"), List.of("a password in an address"))
        : new Clean(text, List.of());
  }

  private static String headers(String text, Set<String> signs) {
    return HEADER
        .matcher(text)
        .replaceAll(
            found -> {
              if (found.group(3).startsWith("$") || found.group(3).startsWith(MARK)) {
                return Matcher.quoteReplacement(found.group());
              }
              signs.add("an authorization header");
              String scheme = found.group(2) == null ? "" : found.group(2);
              return Matcher.quoteReplacement(found.group(1) + scheme + MARK);
            });
  }

  private static String named(Pattern pattern, String text, Set<String> signs) {
    return pattern.matcher(text).replaceAll(found -> one(found, signs));
  }

  private static String one(MatchResult found, Set<String> signs) {
    String value = unquoted(found.group(3));
    if (!SecretNames.tell(found.group(1), value)) {
      return Matcher.quoteReplacement(found.group());
    }
    signs.add(found.group(1) + ", whose name says so");
    String before = found.group().substring(0, found.start(3) - found.start());
    return Matcher.quoteReplacement(before + MARK);
  }

  private static String unquoted(String value) {
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    return quoted ? value.substring(1).replaceAll("[\"']$", "") : value;
  }
}
