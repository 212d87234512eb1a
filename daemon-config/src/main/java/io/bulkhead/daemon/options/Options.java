package io.bulkhead.daemon.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of daemon.json that an engine ever knew, read from the data file once. */
public final class Options {
  /** The newest version the data file knows; a newer engine is judged like this one. */
  public static final EngineVersion NEWEST = new EngineVersion(29, 7, 2);

  private static final int COLUMNS = 12;
  private static final List<Option> ALL =
      rows("options.tsv", COLUMNS).map(Options::option).toList();
  private static final Map<String, Option> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Option::key, Function.identity()));
  private static final List<Spelling> SPELLINGS =
      rows("spellings.tsv", 4).map(c -> new Spelling(c[0], c[1], c[2], c[3])).toList();

  private Options() {}

  /** Removed keys included, sorted by key. */
  public static List<Option> all() {
    return ALL;
  }

  /** The keys an engine of this version knows; those of the newest if the text says nothing. */
  public static List<Option> forVersion(String engineVersion) {
    EngineVersion version = EngineVersion.of(engineVersion).orElse(NEWEST);
    return ALL.stream().filter(o -> o.known(version)).toList();
  }

  /** The option of a key, whether an engine still has it or not. */
  public static Optional<Option> key(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /** The option of a long flag, without hyphens. */
  public static Optional<Option> flag(String flag) {
    return ALL.stream().filter(o -> !o.flag().isEmpty() && o.flag().equals(flag)).findFirst();
  }

  /** The option of a short flag. */
  public static Optional<Option> shortFlag(char letter) {
    return ALL.stream().filter(o -> o.shortFlag().equals(String.valueOf(letter))).findFirst();
  }

  /** Every name that some engine accepts and ignores. */
  static List<Spelling> spellings() {
    return SPELLINGS;
  }

  /** A name that is accepted and ignored by this version. */
  public static Optional<Spelling> ignored(String name, EngineVersion version) {
    return SPELLINGS.stream().filter(s -> s.name().equals(name) && s.known(version)).findFirst();
  }

  /** True if the name passes the engine's test for unknown names, with or without effect. */
  public static boolean accepted(String name, EngineVersion version) {
    return key(name).filter(o -> o.known(version)).isPresent()
        || ignored(name, version).isPresent();
  }

  /** The key that a misspelt name most likely means, if one is near enough. */
  public static Optional<String> nearest(String name, EngineVersion version) {
    String wanted = plain(name);
    int limit = wanted.length() < 5 ? 1 : Math.max(2, wanted.length() / 4);
    return ALL.stream()
        .filter(o -> o.known(version))
        .map(Option::key)
        .filter(k -> distance(plain(k), wanted) <= limit)
        .min(Comparator.comparingInt(k -> distance(plain(k), wanted)));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Letters to add, remove, replace or swap with their neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
      for (int j = 1; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : least(a, b, i, j, cost);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int least(String a, String b, int i, int j, int[][] cost) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }

  private static Option option(String[] c) {
    List<String> allowed = c[9].isEmpty() ? List.of() : Arrays.asList(c[9].split("\\|"));
    return new Option(
        c[0],
        c[1],
        c[2],
        Option.Type.valueOf(c[3]),
        c[4],
        c[5],
        c[6],
        c[7],
        Option.Reload.valueOf(c[8].toUpperCase(Locale.ROOT)),
        allowed,
        c[10],
        c[11]);
  }

  private static Stream<String[]> rows(String name, int columns) {
    try (InputStream in = Options.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> Arrays.copyOf(line.split("\t", -1), columns));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
