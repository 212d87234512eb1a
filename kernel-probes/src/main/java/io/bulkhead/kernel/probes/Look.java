package io.bulkhead.kernel.probes;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProbeResult.Seen;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A probe's eyes: every look goes through here and is written down as evidence. What several probes
 * need is read once for all of them. Not thread-safe.
 */
public final class Look {
  /** As much of a text as evidence quotes. */
  private static final int QUOTED = 160;

  /** As many entries of a list as are quoted one by one. */
  private static final int LISTED = 12;

  /** As many looks as one answer quotes. */
  private static final int KEPT = 24;

  private static final Map<String, String> ERRORS =
      Map.of(
          "permission denied", "EACCES",
          "operation not permitted", "EPERM",
          "invalid argument", "EINVAL",
          "no such process", "ESRCH",
          "not a directory", "ENOTDIR");

  private final Sources sources;
  private final Map<Object, Known<?>> known;
  private final Map<String, Seen> evidence = new LinkedHashMap<>();

  private record Known<T>(T value, List<Seen> evidence) {}

  public Look(Sources sources) {
    this(sources, new HashMap<>());
  }

  private Look(Sources sources, Map<Object, Known<?>> known) {
    this.sources = sources;
    this.known = known;
  }

  /** For the next probe: the same sources and what is known already, no evidence yet. */
  public Look fresh() {
    return new Look(sources, known);
  }

  public List<Seen> evidence() {
    return List.copyOf(evidence.values());
  }

  public EngineFacts engine() {
    return sources.engine();
  }

  public Sources sources() {
    return sources;
  }

  /** A fact that is worked out once; its evidence is that of every probe that uses it. */
  public <T> T once(Object key, Function<Look, T> work) {
    T value = background(key, work);
    cite(key);
    return value;
  }

  /** A fact that is worked out once and decides who may speak, not what is said: no evidence. */
  @SuppressWarnings("unchecked")
  public <T> T background(Object key, Function<Look, T> work) {
    Known<?> already = known.get(key);
    if (already == null) {
      Look own = fresh();
      already = new Known<>(work.apply(own), own.evidence());
      known.put(key, already);
    }
    return (T) already.value();
  }

  /** Takes the evidence of a fact that is known already. */
  public void cite(Object key) {
    Known<?> already = known.get(key);
    if (already != null) {
      already.evidence().forEach(this::add);
    }
  }

  /** Writes down what was seen elsewhere than in a file. */
  public void note(String source, Object said) {
    add(new Seen(Origin.observed(source), quoted(String.valueOf(said))));
  }

  /** Writes down a line of a file from its beginning to its end, for those who will change it. */
  public void whole(String source, String line) {
    add(new Seen(Origin.claimed(source), line));
  }

  /** Writes down what somebody says of himself. */
  public void claim(String source, Object said) {
    add(new Seen(Origin.claimed(source), quoted(String.valueOf(said))));
  }

  private void add(Seen seen) {
    if (evidence.size() < KEPT) {
      evidence.putIfAbsent(seen.origin().source() + '\n' + seen.said(), seen);
    }
  }

  /** A whole text as it stands in the file, an empty one included. */
  public Got<String> raw(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** A text without blanks and zero bytes at its ends; an empty one is {@link Got#EMPTY}. */
  public Got<String> word(String path) {
    Got<String> word = raw(path).map(Look::trimmed);
    note(path, word.seen() ? word.get() : word.why());
    return word.seen() && word.get().isEmpty() ? Got.error(Got.EMPTY) : word;
  }

  private static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) <= ' ')) {
      end--;
    }
    return text.substring(0, end).strip();
  }

  /** A decimal number. */
  public Got<Long> number(String path) {
    return word(path).then(Look::decimal);
  }

  /** A decimal number, or an error that quotes what is none. */
  public static Got<Long> decimal(String text) {
    try {
      return Got.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Got.error("'" + quoted(text) + "' is not a number");
    }
  }

  /** A sysctl by its dotted name. */
  public Got<Long> sysctl(String name) {
    return number(sysctlPath(name));
  }

  /** The file of a setting; as in sysctl.d(5) a slash stands for a point within a name. */
  public static String sysctlPath(String name) {
    StringBuilder path = new StringBuilder("/proc/sys/");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  /** Lines of a table that is too long to quote; {@code said} is what evidence says of it. */
  public Got<List<String>> lines(String path) {
    Got<List<String>> lines =
        raw(path).map(text -> text.lines().filter(line -> !line.isBlank()).toList());
    note(path, lines.seen() ? lines.get().size() + " lines" : lines.why());
    return lines;
  }

  /** Bytes without a word of evidence; what they mean is noted by the caller. */
  public Got<byte[]> bytes(String path) {
    return cached("bytes", path, () -> got(sources.files().bytes(path)));
  }

  public Got<byte[]> head(String path, int limit) {
    return got(sources.files().head(path, limit));
  }

  public Got<List<String>> list(String path) {
    return cached("list", path, () -> got(sources.files().list(path)));
  }

  /** A listing that is looked at once and not kept. */
  public Got<List<String>> unkept(String path) {
    return got(sources.files().list(path));
  }

  /** A text that is looked at once and not kept, without evidence. */
  public Got<String> unkeptText(String path) {
    return got(sources.files().bytes(path)).map(b -> new String(b, StandardCharsets.UTF_8));
  }

  public Got<String> link(String path) {
    Got<String> link = cached("link", path, () -> got(sources.files().link(path)));
    note(path, link.seen() ? link.get() : link.why());
    return link;
  }

  /** A link without evidence, for tables of many. */
  public Got<String> quietLink(String path) {
    return got(sources.files().link(path));
  }

  public Got<FileStat> stat(String path) {
    Got<FileStat> stat = quietStat(path);
    note(path, stat.seen() ? described(stat.get()) : stat.why());
    return stat;
  }

  public Got<FileStat> quietStat(String path) {
    return cached("stat", path, () -> got(sources.files().stat(path)));
  }

  private static String described(FileStat stat) {
    return stat.kind().name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + stat.octal()
        + " "
        + stat.owner()
        + ":"
        + stat.group();
  }

  /** True if something is there; false also if that cannot be seen. */
  public boolean exists(String path) {
    return quietStat(path).seen();
  }

  /** statfs(2) with evidence. */
  public Got<HostCalls.FileSystem> statfs(String path) {
    Got<HostCalls.FileSystem> fs = cached("statfs", path, () -> sources.calls().statfs(path));
    note(
        "statfs(" + path + ")",
        fs.seen()
            ? "type 0x"
                + Long.toHexString(fs.get().type())
                + ", flags 0x"
                + Long.toHexString(fs.get().flags())
            : fs.why());
    return fs;
  }

  /** A system call's answer with evidence. */
  public <T> Got<T> call(String name, Function<HostCalls, Got<T>> call) {
    Got<T> answer = cached("call", name, () -> call.apply(sources.calls()));
    note(name, answer.seen() ? shown(answer.get()) : answer.error());
    return answer;
  }

  /** Bytes and long lists by their length. */
  private static Object shown(Object said) {
    if (said instanceof List<?> list && list.size() > LISTED) {
      return list.size() + " entries";
    }
    return said instanceof byte[] bytes ? bytes.length + " bytes" : said;
  }

  /** What a program prints; evidence is the command and how it ended. */
  public Got<String> tool(String... command) {
    String line = String.join(" ", command);
    Got<String> output = cached("tool", line, () -> sources.tools().run(List.of(command)));
    note("`" + line + "`", output.seen() ? output.get().lines().count() + " lines" : output.why());
    return output;
  }

  @SuppressWarnings("unchecked")
  private <T> T cached(String kind, String name, Supplier<T> look) {
    Known<?> already = known.get(kind + " " + name);
    if (already == null) {
      already = new Known<>(look.get(), List.of());
      known.put(kind + " " + name, already);
    }
    return (T) already.value();
  }

  private static <T> Got<T> got(Reading<T> reading) {
    return reading.fold(
        seen -> Got.of(seen.value()),
        absent -> Got.error("ENOENT"),
        unseen -> Got.error(ERRORS.getOrDefault(unseen.reason(), unseen.reason())));
  }

  /** Quotes at most some characters. */
  static String quoted(String text) {
    String line = text.replace('\n', ' ').replace('\0', ' ');
    return line.length() > QUOTED ? line.substring(0, QUOTED) + "…" : line;
  }

  /** The largest file that is read whole. */
  public static int limit() {
    return HostFiles.LIMIT;
  }
}
