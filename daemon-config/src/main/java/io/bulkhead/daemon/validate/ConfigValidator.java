package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.json.Duplicate;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.options.Options;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Says what would keep an engine from starting, or from doing what a file says. Stricter than
 * {@code dockerd --validate}, which lets much through that stops the next start.
 */
public final class ConfigValidator {
  private final Optional<HostFiles> host;

  /** Judges the text alone. */
  public ConfigValidator() {
    host = Optional.empty();
  }

  /** Also looks whether the host has what the configuration names: files, users, groups. */
  public ConfigValidator(HostFiles files) {
    host = Optional.of(files);
  }

  /**
   * All problems of a configuration, syntax first.
   *
   * @param file bytes to be written; empty for an empty file
   * @param path path they will have, for the problems' places
   * @param engineVersion for example {@code 26.1.5+dfsg1}; of an unknown one the newest is assumed
   * @param argv the daemon's command line, the program first; empty if unknown
   */
  public List<Daemon.Problem> problems(
      byte[] file, String path, String engineVersion, List<String> argv) {
    EngineVersion version = EngineVersion.of(engineVersion).orElse(Options.NEWEST);
    List<Daemon.Problem> problems = new ArrayList<>();
    Optional<JsonDocument> document = read(file, path, version, problems);
    document.ifPresent(d -> problems.addAll(judged(d, path, version, argv)));
    return problems;
  }

  /** Problems of a command line without any file. */
  public List<Daemon.Problem> problems(String path, String engineVersion, List<String> argv) {
    EngineVersion version = EngineVersion.of(engineVersion).orElse(Options.NEWEST);
    return judged(JsonDocument.empty(), path, version, argv);
  }

  private List<Daemon.Problem> judged(
      JsonDocument document, String path, EngineVersion version, List<String> argv) {
    Subject subject = new Subject(document, path, version, CommandLine.parse(argv), host);
    KeyRules.check(subject);
    TypeRules.check(subject);
    duplicates(subject);
    boolean typed = subject.problems().stream().noneMatch(p -> p.severity().equals(Subject.STOPS));
    if (typed) {
      ValueRules.check(subject);
      NetworkRules.check(subject);
      ContainerRules.check(subject);
      TlsRules.check(subject);
      HostRules.check(subject);
    }
    return subject.problems();
  }

  private static void duplicates(Subject subject) {
    for (Duplicate duplicate : subject.document.duplicates()) {
      String lines =
          duplicate.lines().stream().map(String::valueOf).collect(Collectors.joining(" and "));
      subject.doubtful(
          duplicate.path().get(0),
          "%s stands in lines %s; the last one counts"
              .formatted(String.join(".", duplicate.path()), lines),
          "keep one");
    }
  }

  /** Reads the text as this engine would; engines before 23.0 have another reader. */
  private static Optional<JsonDocument> read(
      byte[] file, String path, EngineVersion version, List<Daemon.Problem> problems) {
    boolean old = !version.atLeast(23, 0);
    try {
      JsonDocument document = JsonDocument.parse(file);
      if (old && (document.blank() || document.marked())) {
        String says = document.blank() ? "the file is empty" : "a byte order mark";
        String todo = document.blank() ? "write {} or remove the file" : "save the file without it";
        problems.add(new Daemon.Problem(path + ":1:1", "", Subject.STOPS, says, todo));
        return Optional.empty();
      }
      return Optional.of(document);
    } catch (JsonProblem problem) {
      Optional<JsonDocument> first = old ? firstValue(file) : Optional.empty();
      boolean utf16 = problem.says().startsWith("the file is UTF-16");
      boolean lenient = first.isPresent() || (utf16 && !old) || (old && badText(file));
      problems.add(
          new Daemon.Problem(
              path + ":" + problem.line() + ":" + problem.column(),
              "",
              lenient ? Subject.DOUBTFUL : Subject.STOPS,
              problem.says(),
              problem.todo()));
      return first;
    }
  }

  private static Optional<JsonDocument> firstValue(byte[] file) {
    try {
      return Optional.of(JsonDocument.parseFirstValue(file));
    } catch (JsonProblem e) {
      return Optional.empty();
    }
  }

  /** Bytes that are not UTF-8, in a text that would be fine without them. */
  private static boolean badText(byte[] file) {
    String mended = new String(file, StandardCharsets.UTF_8);
    return mended.indexOf('\uFFFD') >= 0
        && firstValue(mended.getBytes(StandardCharsets.UTF_8)).isPresent();
  }
}
