package io.bulkhead.remediate.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real process in the daemon's place: sleep, with an argument nobody else uses. */
class ProcessWayTest {
  private static final Path PROC = Path.of("/proc");
  private static final AtomicInteger NEXT = new AtomicInteger(900_000_000);
  private final List<Long> mine = new ArrayList<>();
  private final Proc proc = new Proc(PROC);
  @TempDir private Path directory;

  @AfterEach
  void end() {
    mine.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }

  private EngineProcess daemon(List<String> argv, ProcessBuilder.Redirect output)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(argv);
    builder.directory(directory.toFile());
    builder.environment().clear();
    builder.environment().put("MARK", "a b=c");
    builder.redirectInput(new File("/dev/null")).redirectOutput(output).redirectError(output);
    Process process = builder.start();
    mine.add(process.pid());
    return process(argv, (int) process.pid());
  }

  private EngineProcess process(List<String> argv, int pid) {
    Reading<Daemon.Running> seen =
        pid == 0
            ? Reading.absent(Origin.observed("/proc"))
            : Reading.present(
                new Daemon.Running(
                    pid, argv.get(0), argv, Reading.absent(Origin.observed("x")), 0, false),
                Origin.observed("/proc"));
    return new EngineProcess(PROC, seen, directory.resolve("launch.json"));
  }

  private List<String> argv() {
    return List.of("/bin/sleep", String.valueOf(NEXT.incrementAndGet()));
  }

  private long restarted(EngineProcess process) throws EngineFailed {
    long before = process.pid();
    new ProcessWay(new HostServices(), process, Pace.REAL).restart();
    long after = process.pid();
    mine.add(after);
    assertThat(after).isNotZero().isNotEqualTo(before);
    return after;
  }

  @Test
  void a_process_is_started_again_just_as_it_was() throws IOException, EngineFailed {
    List<String> argv = argv();
    Path log = directory.resolve("log");
    EngineProcess process = daemon(argv, ProcessBuilder.Redirect.appendTo(log.toFile()));
    String network = proc.link(process.pid(), "ns/net");
    long pid = restarted(process);
    assertThat(proc.words(pid, "cmdline").get(1)).isEqualTo(argv.get(1));
    assertThat(proc.words(pid, "environ")).contains("MARK=a b=c");
    assertThat(proc.link(pid, "cwd")).isEqualTo(directory.toRealPath().toString());
    assertThat(proc.link(pid, "fd/1")).isEqualTo(log.toRealPath().toString());
    assertThat(proc.link(pid, "ns/net")).isEqualTo(network);
  }

  @Test
  void a_pipe_it_wrote_to_is_given_to_its_successor() throws IOException, EngineFailed {
    EngineProcess process = daemon(argv(), ProcessBuilder.Redirect.PIPE);
    String pipe = proc.link(process.pid(), "fd/1");
    assertThat(pipe).startsWith("pipe:");
    assertThat(proc.link(restarted(process), "fd/1")).isEqualTo(pipe);
  }

  @Test
  void a_process_that_a_crashed_run_had_stopped_is_started_from_memory()
      throws IOException, EngineFailed {
    List<String> argv = argv();
    EngineProcess first = daemon(argv, ProcessBuilder.Redirect.DISCARD);
    long pid = first.pid();
    first.remember(first.capture());
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());
    EngineProcess later = process(argv, 0);
    new ProcessWay(new HostServices(), later, Pace.REAL).restart();
    mine.add(later.pid());
    assertThat(later.pid()).isNotZero();
    later.settled();
    assertThat(directory.resolve("launch.json")).doesNotExist();
  }

  @Test
  void what_is_remembered_is_for_the_owner_only() throws IOException {
    EngineProcess process = daemon(argv(), ProcessBuilder.Redirect.DISCARD);
    process.remember(process.capture());
    assertThat(Files.getPosixFilePermissions(directory.resolve("launch.json")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(process.recall()).contains(process.capture());
  }

  @Test
  void without_process_and_memory_nothing_is_started() {
    ProcessWay way = new ProcessWay(new HostServices(), process(argv(), 0), Pace.REAL);
    assertThatThrownBy(way::restart).hasMessageContaining("how it was started is not known");
  }

  @Test
  void another_boots_memory_is_worthless() throws IOException {
    EngineProcess process = daemon(argv(), ProcessBuilder.Redirect.DISCARD);
    Launch l = process.capture();
    process.remember(
        new Launch(
            "another boot",
            l.exe(),
            l.argv(),
            l.environment(),
            l.directory(),
            l.output(),
            l.errors(),
            l.network(),
            l.files()));
    assertThat(process.recall()).isEmpty();
  }
}
