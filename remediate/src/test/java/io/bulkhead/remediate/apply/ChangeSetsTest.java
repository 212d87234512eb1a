package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ChangeSetsTest {
  private final Tree tree = Sets.tree();
  private final Rig rig = new Rig(tree);
  private final SortedMap<String, String> before = tree.state();

  @AfterEach
  void sweep() {
    tree.delete();
  }

  @Test
  void nine_changes_are_applied_and_shown_in_the_history() throws Exception {
    ApplyResult result = rig.apply(Sets.nine(tree));

    assertThat(tree.text("etc/docker/daemon.json")).contains("live-restore");
    assertThat(tree.state().get("etc/docker/daemon.json")).contains("user.note=");
    assertThat(tree.has("etc/docker/old.conf")).isFalse();
    assertThat(tree.text("etc/audit/docker.rules")).isEqualTo("-w /etc/docker\n");
    assertThat(tree.text("etc/docker/empty.json")).isEmpty();
    assertThat(rig.engine.effective).containsEntry("live-restore", ConfigValue.of(true));
    assertThat(tree.state().keySet()).noneMatch(path -> path.contains(".bulkhead-"));
    SetSummary line = rig.sets().history().get(0);
    assertThat(line.id()).isEqualTo(result.setId());
    assertThat(line.state()).isEqualTo(SetState.APPLIED);
    assertThat(line.by()).isEqualTo("alice");
    assertThat(rig.sets().chain().says()).contains("1 set,").contains("verified");
    assertThat(rig.sets().open()).isEmpty();
  }

  @Test
  void rollback_brings_back_bytes_modes_owners_attributes_and_times() throws Exception {
    String id = rig.apply(Sets.nine(tree)).setId();
    SetDetail detail = rig.sets().show("last");

    rig.apply(new Sets(tree).undoing(detail));

    assertThat(tree.state()).isEqualTo(before);
    assertThat(rig.engine.effective).containsEntry("live-restore", ConfigValue.of(false));
    assertThat(rig.sets().history())
        .extracting(SetSummary::state)
        .containsExactly(SetState.APPLIED, SetState.UNDONE);
    assertThat(rig.sets().history().get(0).undoes()).containsExactly(id);
  }

  @Test
  void undoing_the_undo_makes_the_first_set_count_again() throws Exception {
    rig.apply(Sets.nine(tree));
    SortedMap<String, String> after = tree.timeless();
    rig.apply(new Sets(tree).undoing(rig.sets().show("last")));
    rig.apply(new Sets(tree).undoing(rig.sets().show("last")));

    assertThat(tree.timeless()).isEqualTo(after);
    assertThat(rig.sets().history())
        .extracting(SetSummary::state)
        .containsExactly(SetState.APPLIED, SetState.UNDONE, SetState.APPLIED);
  }

  @Test
  void an_unhealthy_engine_takes_everything_back() {
    rig.engine.unhealthy = true;

    assertThatThrownBy(() -> rig.apply(Sets.nine(tree)))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WENT_BACK))
        .hasMessageContaining("docker does not answer")
        .hasMessageContaining("exactly as before (checked)");
    assertThat(tree.state()).isEqualTo(before);
    assertThat(rig.engine.effective).containsEntry("live-restore", ConfigValue.of(false));
  }

  @Test
  void of_two_engine_steps_only_what_was_told_is_taken_back() {
    Prepared plan = Sets.reloadAndRestart(tree);
    rig.aftercheck = p -> new Aftercheck.Result(false, "worse");
    assertThatThrownBy(() -> rig.apply(plan)).hasMessageContaining("exactly as before");
    assertThat(rig.engine.told).containsExactly("reload", "restart", "restart");
    assertThat(rig.engine.effective).isEqualTo(rig.engine.defaults);

    rig.engine.told.clear();
    rig.engine.unhealthy = true;
    assertThatThrownBy(() -> rig.apply(plan)).hasMessageContaining("exactly as before");
    assertThat(rig.engine.told).containsExactly("reload", "reload");
    assertThat(rig.engine.effective).isEqualTo(rig.engine.defaults);
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void a_worse_second_audit_takes_everything_back() throws Exception {
    rig.aftercheck = plan -> new Aftercheck.Result(false, "FIL-012 got worse");

    assertThatThrownBy(() -> rig.apply(Sets.three(tree))).hasMessageContaining("FIL-012 got worse");

    assertThat(tree.state()).isEqualTo(before);
    assertThat(rig.sets().history().get(0).state()).isEqualTo(SetState.FAILED_UNDONE);
  }

  @Test
  void an_engine_that_cannot_go_back_is_told_as_stuck() {
    rig.aftercheck =
        plan -> {
          rig.engine.broken = true;
          return new Aftercheck.Result(false, "worse");
        };

    assertThatThrownBy(() -> rig.apply(Sets.three(tree)))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STUCK))
        .hasMessageContaining("the engine did not go back: failed to start daemon");
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void what_a_lock_keeps_in_force_is_told_once_and_the_rest_goes_back() throws Exception {
    rig.aftercheck =
        plan -> {
          rig.host.locked = true;
          return new Aftercheck.Result(false, "worse");
        };
    assertThatThrownBy(() -> rig.apply(Sets.nine(tree)))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.STUCK))
        .hasMessageContaining("locked until the next boot; what is loaded stays in force");
    assertThat(tree.state()).isEqualTo(before);
    assertThat(rig.sets().open()).isEmpty();
  }

  @Test
  void a_moved_host_is_refused_by_name_and_nothing_begins() throws Exception {
    Prepared prepared = Sets.nine(tree);
    tree.write("etc/sysctl.conf", "edited\n", 0644);

    assertThatThrownBy(() -> rig.apply(prepared))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("'/etc/sysctl.conf': content changed");
    assertThat(rig.sets().history()).isEmpty();
  }

  @Test
  void drift_in_the_middle_goes_back_and_keeps_the_foreign_edit() throws Exception {
    Prepared prepared =
        new Sets(tree)
            .replace(Sets.CONFIG, "{\"live-restore\": true}\n")
            .engine(EngineAction.Kind.RELOAD, false, true)
            .replace("/etc/sysctl.conf", "ours\n")
            .prepared();
    Sys editing = EditingSys.saving(Tree.REAL, tree.root.resolve("etc/sysctl.conf"), 1);

    assertThatThrownBy(() -> rig.apply(editing, prepared))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining("changed in the last moment");

    assertThat(tree.text("etc/sysctl.conf")).isEqualTo("editor 1\n");
    assertThat(tree.text("etc/docker/daemon.json")).isEqualTo("{\"icc\": true}\n");
    assertThat(rig.engine.effective).containsEntry("live-restore", ConfigValue.of(false));
    assertThat(tree.state().keySet()).noneMatch(path -> path.contains(".bulkhead-"));
  }

  @Test
  void a_second_run_is_busy_and_names_the_first() throws Exception {
    try (Session first = rig.sets().begin("apply plan.json")) {
      assertThat(first.recovered()).isEmpty();
      assertThatThrownBy(() -> rig.sets().begin("rollback"))
          .isInstanceOfSatisfying(
              RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
          .hasMessageContaining("apply plan.json")
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }
    rig.sets().begin("rollback").close();
  }

  @Test
  void a_signal_between_two_steps_goes_back() throws Exception {
    Optional<String> term = Optional.of("TERM");
    int[] asked = {0};
    rig.signals =
        heard ->
            new Signals.Hold() {
              @Override
              public Optional<String> received() {
                return asked[0]++ > 5 ? term : Optional.empty();
              }

              @Override
              public void close() {}
            };
    Prepared prepared =
        new Sets(tree)
            .replace(Sets.CONFIG, "{}\n")
            .replace("/etc/sysctl.conf", "x\n")
            .delete("/etc/docker/old.conf")
            .prepared();

    assertThatThrownBy(() -> rig.apply(prepared))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.WENT_BACK))
        .hasMessageContaining("stopped by signal TERM");
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void a_state_directory_others_can_enter_is_refused() throws Exception {
    rig.sets().begin("apply").close();
    Files.setPosixFilePermissions(
        tree.root.resolve("var/lib/bulkhead"), PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(() -> rig.sets().begin("apply")).hasMessageContaining("mode 0750");
    assertThatThrownBy(() -> rig.sets().history()).hasMessageContaining("mode 0750");
  }

  @Test
  void restore_text_has_commands_that_put_the_files_back() throws Exception {
    String id = rig.apply(Sets.nine(tree)).setId();

    String text = tree.text("var/lib/bulkhead/tx/" + id + "/RESTORE.txt");

    assertThat(text)
        .contains("rm -f -- " + tree.root + "/etc/audit/docker.rules")
        .contains("install -m 0640")
        .contains("setfattr -n user.note")
        .contains("systemctl reload docker.service");
  }

  @Test
  void the_commands_of_restore_text_really_restore() throws Exception {
    String id = rig.apply(Sets.nine(tree)).setId();
    String commands =
        tree.text("var/lib/bulkhead/tx/" + id + "/RESTORE.txt")
            .lines()
            .filter(line -> line.startsWith("  ") && !line.contains("systemctl"))
            .collect(Collectors.joining("\n"));

    Process shell =
        new ProcessBuilder("sh", "-e", "-c", commands).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assumptions.assumeFalse(said.contains("setfattr: not found"), "needs the package attr");

    assertThat(shell.waitFor()).as(said).isZero();
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void show_finds_a_set_by_part_of_its_id_and_keeps_both_contents() throws Exception {
    Prepared prepared = Sets.three(tree);
    String id = rig.apply(prepared).setId();

    SetDetail detail = rig.sets().show(id.substring(id.length() - 4));

    assertThat(detail.plan().changes().get(0).edits()).hasSize(2);
    assertThat(detail.plan()).isEqualTo(prepared.plan());
    assertThat(detail.log()).extracting(SetDetail.LogLine::type).contains("BEGIN", "COMMIT", "END");
    assertThatThrownBy(() -> rig.sets().show("nope")).hasMessageContaining("no change set 'nope'");
  }
}
