package io.bulkhead.kernel.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.HostTree;
import io.bulkhead.kernel.files.RootedFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessReaderTest {
  private final FakeHostFiles files = HostTree.load("debian12-nspawn");

  private Reading<ProcessFacts> read(int pid) {
    return new ProcessReader(files).read(pid, true);
  }

  private static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unreadable.class);
    return ((Reading.Unreadable<?>) reading).reason();
  }

  private void replace(String path, String from, String to) {
    String text = files.text(path).seen().orElseThrow();
    assertThat(text).contains(from);
    files.put(path, text.replace(from, to));
  }

  @Test
  void a_process_that_is_not_there_is_absent() {
    assertThat(read(63999)).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void a_field_that_the_kernel_does_not_tell_is_never_zero() {
    replace("/proc/646/status", "NoNewPrivs", "Something");
    assertThat(reason(read(646))).isEqualTo("this kernel does not tell NoNewPrivs");
    replace("/proc/768/status", "Seccomp:", "Other:");
    assertThat(reason(read(768))).isEqualTo("this kernel does not tell Seccomp");
  }

  @Test
  void malformed_numbers_are_quoted() {
    replace("/proc/646/status", "00000000a80425fb", "all");
    assertThat(reason(read(646))).matches("Cap\\w+ is 'all', not a number");
  }

  @Test
  void the_command_may_hold_brackets_and_blanks() throws Exception {
    StatLine line = new StatLine("7 (a) b (c)) S 3 7 7 0 -1 1 2 3 4 5 6 7 8 9 20 0 1 0 4711 0");
    assertThat(line.command()).isEqualTo("a) b (c)");
    assertThat(line.parent()).isEqualTo(3);
    assertThat(line.startTicks()).isEqualTo(4711);
  }

  @Test
  void labels_come_from_the_module_that_gives_them() {
    files.put("/proc/646/attr/current", "system_u:system_r:container_t:s0:c1,c2\0");
    assertThat(read(646).seen().orElseThrow().label().seen())
        .contains("system_u:system_r:container_t:s0:c1,c2");
    files.put("/proc/646/attr/apparmor/current", "docker-default (enforce)\n");
    assertThat(read(646).seen().orElseThrow().label().seen()).contains("docker-default (enforce)");
  }

  @Test
  void without_a_labelling_module_there_is_no_label_but_a_denied_one_may_exist() {
    files.deny("/proc/646/attr/current", "invalid argument");
    assertThat(read(646).seen().orElseThrow().label()).isInstanceOf(Reading.Absent.class);
    files.deny("/proc/646/attr/current", "permission denied");
    assertThat(reason(read(646).seen().orElseThrow().label())).isEqualTo("permission denied");
    files.put("/sys/module/apparmor/parameters/enabled", "Y\n");
    files.deny("/proc/646/attr/current", "invalid argument");
    assertThat(reason(read(646).seen().orElseThrow().label())).isEqualTo("invalid argument");
  }

  @Test
  void user_id_maps_are_parsed_line_by_line() {
    files.put("/proc/646/uid_map", "         0     165536      65536\n     70000 100000 1\n");
    assertThat(read(646).seen().orElseThrow().uidMap().seen().orElseThrow())
        .containsExactly(
            new ProcessFacts.IdMap(0, 165536, 65536), new ProcessFacts.IdMap(70000, 100000, 1));
  }

  @Test
  void this_very_process_is_described_as_java_knows_it() {
    ProcessHandle self = ProcessHandle.current();
    int pid = (int) self.pid();
    ProcessFacts facts =
        new ProcessReader(new RootedFiles(Path.of("/"))).read(pid, true).seen().orElseThrow();
    assertThat(facts.pid()).isEqualTo(pid);
    assertThat((long) facts.ppid()).isEqualTo(self.parent().orElseThrow().pid());
    assertThat(facts.exe().seen().orElseThrow()).endsWith("java");
    assertThat(facts.argv()).hasSizeGreaterThan(2);
    long started = self.info().startInstant().orElseThrow().toEpochMilli();
    assertThat(Math.abs(facts.startedEpochMillis() - started)).isLessThan(2000);
    assertThat(facts.namespaces().get("pid")).startsWith("pid:[");
  }
}
