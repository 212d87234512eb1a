package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.process.Candidate;
import io.bulkhead.daemon.settings.FileText;
import io.bulkhead.daemon.unit.Service;
import java.util.List;
import java.util.Optional;

/** Asks for a closer look at every file and process that belongs to the engine. */
final class Wanted {
  private static final String UNIX = "unix://";
  private static final List<String> TLS = List.of("tlscacert", "tlscert", "tlskey");

  private final HostFiles files;
  private final SnapshotBuilder draft;

  Wanted(HostFiles files, SnapshotBuilder draft) {
    this.files = files;
    this.draft = draft;
  }

  void ask(Scene scene, String endpoint) {
    if (endpoint.startsWith(UNIX)) {
      socket(endpoint.substring(UNIX.length()));
    }
    scene.engine().seen().map(Candidate::pid).ifPresent(draft::wantProcess);
    scene.service().seen().map(Service::unit).ifPresent(this::unit);
    scene.socket().seen().ifPresent(this::socketUnit);
    config(scene.nextFile(), scene.next().seen().orElse(List.of()));
    if (scene.engine().seen().isPresent()) {
      config(scene.runningFile(), scene.engine().seen().map(Candidate::argv).orElse(List.of()));
    }
  }

  private void socket(String path) {
    draft.wantFile(path);
    files.stat(path).seen().map(FileStat::realPath).ifPresent(draft::wantFile);
  }

  private void unit(Daemon.Unit unit) {
    withDirectory(unit.fragment());
    unit.dropIns().forEach(this::withDirectory);
    unit.environmentFiles().stream()
        .map(f -> f.startsWith("-") ? f.substring(1) : f)
        .forEach(draft::wantFile);
  }

  private void socketUnit(Daemon.SocketUnit unit) {
    withDirectory(unit.fragment());
    unit.dropIns().forEach(this::withDirectory);
    unit.listen().stream().filter(l -> l.startsWith("/")).forEach(this::socket);
  }

  private void withDirectory(String path) {
    draft.wantFile(path);
    directory(path);
  }

  private void directory(String path) {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      draft.wantFile(path.substring(0, slash));
    }
  }

  /** The file, and what it and the flags name; not if the engine's paths are not ours. */
  private void config(Scene.ConfigPath path, List<String> argv) {
    if (!path.unseen().isEmpty()) {
      return;
    }
    withDirectory(path.path());
    files.stat(path.path()).seen().map(FileStat::realPath).ifPresent(draft::wantFile);
    FileText file = new ConfigReader(files).text(path, Optional.empty());
    CommandLine flags = CommandLine.parse(argv);
    TLS.forEach(key -> value(file, flags, key).ifPresent(v -> named(v.text())));
    value(file, flags, "hosts").map(ConfigValue::texts).orElse(List.of()).stream()
        .filter(host -> host.startsWith(UNIX))
        .forEach(host -> socket(host.substring(UNIX.length())));
    value(file, flags, "containerd").ifPresent(v -> named(v.text()));
    value(file, flags, "seccomp-profile").ifPresent(v -> named(v.text()));
    value(file, flags, "data-root").ifPresent(v -> named(v.text()));
    value(file, flags, "exec-root").ifPresent(v -> named(v.text()));
  }

  private void named(String path) {
    if (path.startsWith("/")) {
      withDirectory(path);
    }
  }

  private static Optional<ConfigValue> value(FileText file, CommandLine flags, String key) {
    return flags.value(key).or(() -> file.document().flatMap(d -> d.get(List.of(key))));
  }
}
