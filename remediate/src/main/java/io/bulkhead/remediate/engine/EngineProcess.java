package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Reading;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The dockerd process of an engine, and how to start the same again. */
public final class EngineProcess {
  private final Proc proc;
  private final Path memory;
  private long pid;
  private List<String> argv;

  /**
   * @param proc {@code /proc}
   * @param seen the process as the snapshot shows it
   * @param memory private file that keeps how the process is started while it is stopped, so that a
   *     later run can start it again after a crash; its directory exists and is root's alone
   */
  public EngineProcess(Path proc, Reading<Daemon.Running> seen, Path memory) {
    this.proc = new Proc(proc);
    this.memory = memory;
    this.pid = seen.seen().map(Daemon.Running::pid).orElse(0);
    this.argv = seen.seen().map(Daemon.Running::argv).orElse(List.of());
  }

  Proc proc() {
    return proc;
  }

  /** The process that runs now; 0 if none does. */
  long pid() {
    if (pid > 0 && !proc.started(pid).isEmpty()) {
      return pid;
    }
    if (argv.isEmpty()) {
      recall().ifPresent(launch -> argv = launch.argv());
    }
    pid = argv.isEmpty() ? 0 : proc.running(argv).stream().findFirst().orElse(0L);
    return pid;
  }

  /** Process and start time in one text; empty if none runs. */
  String incarnation() {
    long now = pid();
    return now == 0 ? "" : now + " " + proc.started(now);
  }

  /** How the running process was started. */
  Launch capture() {
    long now = pid();
    return new Launch(
        proc.boot(),
        proc.link(now, "exe").replace(" (deleted)", ""),
        proc.words(now, "cmdline"),
        proc.words(now, "environ"),
        proc.link(now, "cwd"),
        proc.link(now, "fd/1"),
        proc.link(now, "fd/2"),
        proc.link(now, "ns/net"),
        openFiles(now));
  }

  private String openFiles(long now) {
    return proc.text(proc.path(now, "limits"))
        .lines()
        .filter(line -> line.startsWith("Max open files"))
        .map(line -> line.substring("Max open files".length()).strip().split("\\s+"))
        .filter(fields -> fields.length >= 2)
        .map(fields -> fields[0] + ":" + fields[1])
        .findFirst()
        .orElse("");
  }

  /** Writes it down, durably, before the process is stopped. */
  void remember(Launch launch) throws IOException {
    Path parent = memory.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("'" + memory + "' has no directory");
    }
    Path fresh = parent.resolve(memory.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap(launch.json()));
      channel.force(true);
    }
    Files.move(fresh, memory, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** What was written down in this boot. */
  Optional<Launch> recall() {
    try {
      return Launch.of(Files.readAllBytes(memory))
          .filter(launch -> launch.boot().equals(proc.boot()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The engine runs well: nothing needs to be remembered. */
  void settled() {
    try {
      Files.deleteIfExists(memory);
    } catch (IOException e) {
      // a left-over description of this boot is only read when the engine is down
      return;
    }
  }
}
