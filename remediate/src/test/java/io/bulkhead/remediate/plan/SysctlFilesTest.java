package io.bulkhead.remediate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.remediate.Edit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a kernel parameter has to be written so that the next boot sets it. */
class SysctlFilesTest {
  private static final String KEY = "kernel.kptr_restrict";
  private final FakeHostFiles files = new FakeHostFiles();

  private SysctlFilesTest with(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private List<Edit.Line> lines() {
    return new SysctlFiles(files).lines(KEY, "2");
  }

  private static Edit.Line added(String path) {
    return new Edit.Line(path, null, KEY + " = 2");
  }

  @Test
  void nobody_sets_it() {
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/99-bulkhead.conf"));
  }

  @Test
  void the_last_file_by_name_sets_it_already() {
    with("/usr/lib/sysctl.d/50-default.conf", KEY + "=2\n")
        .with("/etc/sysctl.d/10-x.conf", KEY + "=0\n");
    assertThat(lines()).isEmpty();
  }

  @Test
  void a_file_that_is_applied_after_the_usual_name_needs_a_later_one() {
    with("/usr/lib/sysctl.d/99-protect.conf", KEY + " = 1\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/99-zz-bulkhead.conf"));
    with("/run/sysctl.d/zzz.conf", KEY + " = 1\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/zzzz-bulkhead.conf"));
    with("/etc/sysctl.d/zzzzz.conf", KEY + " = 1\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/zzzzz-bulkhead.conf"));
  }

  @Test
  void a_file_hidden_by_one_of_the_same_name_does_not_count() {
    with("/usr/lib/sysctl.d/99-protect.conf", KEY + " = 1\n")
        .with("/etc/sysctl.d/99-protect.conf", "# off\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/99-bulkhead.conf"));
  }

  @Test
  void our_own_older_line_is_changed() {
    with("/etc/sysctl.d/99-bulkhead.conf", KEY + " = 1\n");
    assertThat(lines())
        .containsExactly(
            new Edit.Line("/etc/sysctl.d/99-bulkhead.conf", KEY + " = 1", KEY + " = 2"));
  }

  @Test
  void what_sysctl_conf_says_is_changed_too_because_it_is_read_last() {
    with("/etc/sysctl.conf", "# local\n-kernel/kptr_restrict=0\n");
    assertThat(lines())
        .containsExactly(
            new Edit.Line("/etc/sysctl.conf", "-kernel/kptr_restrict=0", KEY + " = 2"),
            added("/etc/sysctl.d/99-bulkhead.conf"));
  }

  @Test
  void a_pattern_in_a_later_file_needs_a_later_one_of_ours() {
    with("/etc/sysctl.d/99-zz-own.conf", "kernel.k* = 1\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/zz-bulkhead.conf"));
    assertThat(new SysctlFiles(files).overruled(KEY, "2"))
        .containsExactly(
            "/etc/sysctl.d/99-zz-own.conf says kernel.k* = 1; the line for kernel.kptr_restrict comes"
                + " after it and counts");
  }

  @Test
  void an_exclusion_takes_an_earlier_line_away() {
    with("/etc/sysctl.d/10-x.conf", KEY + " = 2\n")
        .with("/usr/lib/sysctl.d/99-protect.conf", "-" + KEY + "\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/99-zz-bulkhead.conf"));
  }

  @Test
  void a_pattern_that_says_the_same_is_enough() {
    with("/etc/sysctl.d/50-x.conf", "kernel/kptr_restric? = 2\nkernel.other = 0\n");
    assertThat(lines()).isEmpty();
  }

  @Test
  void a_pattern_does_not_reach_below_a_directory() {
    with("/etc/sysctl.d/50-x.conf", "* = 2\nnet.*.kptr_restrict = 2\n");
    assertThat(lines()).containsExactly(added("/etc/sysctl.d/99-bulkhead.conf"));
  }

  @Test
  void a_pattern_in_sysctl_conf_is_followed_by_a_line_that_names_the_key() {
    with("/etc/sysctl.conf", "kernel.kptr_* = 0\n");
    assertThat(lines())
        .containsExactly(added("/etc/sysctl.conf"), added("/etc/sysctl.d/99-bulkhead.conf"));
  }
}
