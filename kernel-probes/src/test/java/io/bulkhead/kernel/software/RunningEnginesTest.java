package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningEnginesTest {
  private static FakeHostFiles host() {
    return new FakeHostFiles().directory("/proc").put("/proc/1/comm", "systemd\n");
  }

  private static FakeHostFiles process(
      FakeHostFiles files, int pid, String command, String exe, String argv) {
    return files
        .directory("/proc/" + pid)
        .put("/proc/" + pid + "/comm", command + "\n")
        .putLink("/proc/" + pid + "/exe", exe)
        .put("/proc/" + pid + "/cmdline", argv.replace(' ', '\0'))
        .put("/proc/" + pid + "/status", "Name:\tx\nPPid:\t1\nUid:\t1000\t0\t0\t0\nNSpid:\t7\n");
  }

  private static List<EngineProcess> read(FakeHostFiles files) {
    return new RunningEngines(files).read().seen().orElseThrow();
  }

  @Test
  void an_engine_is_found_with_its_addresses() {
    FakeHostFiles files =
        process(
            host(),
            812,
            "dockerd",
            "/usr/sbin/dockerd",
            "dockerd -H unix:///x.sock --containerd=/c.sock -D");
    assertThat(read(files))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.program()).isEqualTo("dockerd");
              assertThat(one.uid()).isZero();
              assertThat(one.option("-H", "--host")).isEqualTo("unix:///x.sock");
              assertThat(one.option("--containerd")).isEqualTo("/c.sock");
            });
  }

  @Test
  void a_command_line_that_mentions_an_engine_is_none() {
    FakeHostFiles files =
        process(host(), 5, "tail", "/usr/bin/tail", "tail -f /var/log/dockerd.log");
    process(files, 6, "go", "/usr/bin/go", "go build -o dockerd");
    process(files, 7, "dockerd", "/usr/bin/sleep", "dockerd 1000");
    assertThat(read(files)).isEmpty();
  }

  @Test
  void an_engine_whose_program_was_replaced_or_is_hidden_is_one_still() {
    FakeHostFiles files = process(host(), 5, "dockerd", "/usr/bin/dockerd (deleted)", "dockerd");
    process(files, 6, "containerd", "/usr/bin/containerd", "containerd");
    files.deny("/proc/6/exe", "permission denied");
    assertThat(read(files)).extracting(EngineProcess::pid).containsExactly(5, 6);
  }

  @Test
  void podman_counts_where_it_serves() {
    FakeHostFiles files = process(host(), 5, "podman", "/usr/bin/podman", "podman run x");
    process(files, 6, "podman", "/usr/bin/podman", "podman system service -t 0");
    assertThat(read(files)).extracting(EngineProcess::pid).containsExactly(6);
  }

  @Test
  void hidden_processes_are_not_no_processes() {
    assertThat(new RunningEngines(new FakeHostFiles().directory("/proc")).read())
        .isInstanceOf(Reading.Unreadable.class);
    assertThat(new RunningEngines(new FakeHostFiles().live(false)).read())
        .isInstanceOf(Reading.Absent.class);
  }
}
