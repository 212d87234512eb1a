package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.daemon.options.EngineVersion;
import io.bulkhead.daemon.settings.FileText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Reads configuration files, and says whether they may have changed since a start. */
final class ConfigReader {
  /** An engine reads its file some milliseconds after it started; file times are coarse. */
  private static final long SLACK_MILLIS = 200;

  private final HostFiles files;

  ConfigReader(HostFiles files) {
    this.files = files;
  }

  /** The file's state; present with {@code exists} false if there is none. */
  Reading<Daemon.ConfigFile> state(Scene.ConfigPath file) {
    Origin origin = Origin.observed(file.path());
    if (!file.unseen().isEmpty()) {
      return Reading.unreadable(origin, file.unseen());
    }
    return files
        .bytes(file.path())
        .fold(
            seen -> Reading.present(state(file.path(), seen.value()), origin),
            absent ->
                Reading.present(
                    new Daemon.ConfigFile(file.path(), false, "", true, 0), absent.origin()),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }

  private Daemon.ConfigFile state(String path, byte[] bytes) {
    long modified = files.stat(path).seen().map(FileStat::modifiedEpochMillis).orElse(0L);
    return new Daemon.ConfigFile(path, true, sha256(bytes), parses(bytes), modified);
  }

  private static boolean parses(byte[] bytes) {
    try {
      JsonDocument.parse(bytes);
      return true;
    } catch (JsonProblem e) {
      return false;
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The file as this version reads it. */
  FileText text(Scene.ConfigPath file, Optional<EngineVersion> version) {
    if (!file.unseen().isEmpty()) {
      return new FileText(file.path(), Optional.empty(), file.unseen());
    }
    return files
        .bytes(file.path())
        .fold(
            seen -> text(file.path(), seen.value(), version),
            absent -> missing(file),
            unseen -> new FileText(file.path(), Optional.empty(), unseen.reason()));
  }

  private static FileText missing(Scene.ConfigPath file) {
    return new FileText(file.path(), Optional.empty(), file.given() ? "there is no such file" : "");
  }

  private static FileText text(String path, byte[] bytes, Optional<EngineVersion> version) {
    boolean old = version.map(v -> !v.atLeast(23, 0)).orElse(false);
    try {
      JsonDocument document = old ? JsonDocument.parseFirstValue(bytes) : JsonDocument.parse(bytes);
      boolean refused = old && (document.blank() || document.marked());
      return refused
          ? new FileText(path, Optional.empty(), "Docker Engine before 23.0 refuses this file")
          : new FileText(path, Optional.of(document), "");
    } catch (JsonProblem e) {
      return new FileText(path, Optional.empty(), "it does not parse: " + e.text());
    }
  }

  /** What the file tells about an engine that started at a time. */
  Strength strengthSince(Scene.ConfigPath file, long startedMillis) {
    long latest = startedMillis + SLACK_MILLIS;
    boolean newer =
        files
            .stat(file.path())
            .fold(
                seen -> changedAfter(seen.value(), file, latest),
                absent -> directoryChanged(file, latest),
                unseen -> directoryChanged(file, latest));
    return newer ? Strength.ASSUMED : Strength.DERIVED;
  }

  /**
   * A file that was put in place under an old date has a newer change time, as has one whose mode
   * alone was changed; the directory tells the two apart.
   */
  private boolean changedAfter(FileStat stat, Scene.ConfigPath file, long latest) {
    return stat.modifiedEpochMillis() > latest
        || (stat.changedEpochMillis() > latest && directoryChanged(file, latest));
  }

  /**
   * True if a name came or went in the file's directory after the time, and no other file there
   * explains it (the engine itself writes key.json at its first start).
   */
  private boolean directoryChanged(Scene.ConfigPath file, long latest) {
    Optional<Long> changed = files.stat(file.directory()).seen().map(FileStat::modifiedEpochMillis);
    if (changed.isEmpty() || changed.get() <= latest) {
      return false;
    }
    return files.list(file.directory()).seen().stream()
        .flatMap(names -> names.stream())
        .map(name -> files.stat(file.directory() + "/" + name).seen())
        .flatMap(Optional::stream)
        .noneMatch(s -> Math.abs(s.modifiedEpochMillis() - changed.get()) <= SLACK_MILLIS);
  }

  /** True if the path is a link that leads nowhere: the engine then starts with defaults. */
  boolean dangling(Scene.ConfigPath file) {
    return files.bytes(file.path()) instanceof Reading.Absent
        && files.link(file.path()) instanceof Reading.Present;
  }

  boolean directory(Scene.ConfigPath file) {
    return files.stat(file.path()).seen().filter(s -> s.kind() == FileKind.DIRECTORY).isPresent();
  }
}
