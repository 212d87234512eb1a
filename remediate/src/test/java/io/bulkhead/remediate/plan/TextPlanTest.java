package io.bulkhead.remediate.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.json.PlanJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole files, lines and directories as remedies ask for them. */
class TextPlanTest {
  private static final String UNIT = "/etc/systemd/system/docker.socket.d/10-group.conf";
  private static final String RULES = "/etc/audit/rules.d/99-docker.rules";
  private static final Attributes SECRET = new Attributes(0600, 0, 0);

  private final HostSnapshot host = Samples.host().build();
  private final FakeTargets targets = new FakeTargets();
  private final Contents contents = new Contents();

  /** A remedy for a check that fails on the default host. */
  private record Asking(CheckId cures, List<Edit> edits, Contents contents) implements Remedy {
    @Override
    public List<Proposal> propose(HostSnapshot host, Verdict failed) {
      return List.of(
          new Proposal.Fix(
              edits,
              EngineAction.Kind.NONE,
              Access.NONE,
              new Undo.Exact(),
              "",
              List.of(),
              contents));
    }
  }

  private Prepared plan(Remedy... remedies) {
    try {
      return new Planner(targets, targets.files(), List.of(remedies), Planning.NO_DOCKERD)
          .plan(host, Planning.findings(host), Selection.ALL);
    } catch (RemediationException e) {
      throw new AssertionError(e);
    }
  }

  private Remedy asking(String id, Edit... edits) {
    return new Asking(new CheckId(id), List.of(edits), contents);
  }

  private Edit text(String path, String text, int mode) {
    return Edit.Text.of(path, text, new Attributes(mode, 0, 0), contents);
  }

  private Plan back(Prepared done) {
    try {
      Prepared back = Planning.back(PlanPropertyTest.set(done), host, targets);
      if (back.plan().conflicts().isEmpty()) {
        targets.apply(back);
      }
      return back.plan();
    } catch (RemediationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_new_file_is_made_with_its_directories_and_its_unit_is_read_again() {
    targets.object("/etc/systemd/system", new Attributes(0755, 0, 0));
    Prepared prepared = plan(asking("DMN-001", text(UNIT, "[Socket]\nSocketMode=0660\n", 0640)));
    targets.apply(prepared);
    assertThat(targets.text(UNIT)).isEqualTo("[Socket]\nSocketMode=0660\n");
    assertThat(targets.attributes(UNIT)).isEqualTo(new Attributes(0640, 0, 0));
    assertThat(prepared.plan().steps())
        .extracting(Step::target)
        .containsExactly(
            "/etc/systemd/system/docker.socket.d", UNIT, "systemd reads its units again");
    assertThat(prepared.plan().diffs().get(0).attributes())
        .isEqualTo("new file, root:root 0640, 25 bytes");
    assertThat(prepared.plan().changes().get(0).sign()).isEqualTo('+');
    assertThat(prepared.plan().changes().get(0).values()).isEqualTo("+ file root:root 0640");
    assertThat(back(prepared).steps())
        .extracting(Step::target)
        .containsExactly(
            UNIT, "systemd reads its units again", "/etc/systemd/system/docker.socket.d");
    assertThat(targets.exists(UNIT)).isFalse();
  }

  @Test
  void a_file_is_replaced_and_comes_back() throws RemediationException {
    targets.with("/etc/docker/policy.json", "old\n");
    Prepared prepared = plan(asking("DMN-001", text("/etc/docker/policy.json", "new\n", 0600)));
    assertThat(PlanJson.read(PlanJson.write(prepared.plan()))).isEqualTo(prepared.plan());
    assertThat(new String(PlanJson.write(prepared.plan()), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"op\":\"text\"");
    targets.apply(prepared);
    assertThat(targets.attributes("/etc/docker/policy.json")).isEqualTo(SECRET);
    back(prepared);
    assertThat(targets.text("/etc/docker/policy.json")).isEqualTo("old\n");
    assertThat(targets.attributes("/etc/docker/policy.json")).isEqualTo(new Attributes(0644, 0, 0));
  }

  @Test
  void a_file_is_deleted_and_comes_back() {
    targets.with(RULES, "-w /x\n");
    Prepared prepared = plan(asking("DMN-001", new Edit.Text(RULES, null, null)));
    assertThat(prepared.plan().changes().get(0).sign()).isEqualTo('-');
    assertThat(prepared.plan().diffs().get(0).unified()).contains("--w /x");
    targets.apply(prepared);
    assertThat(targets.exists(RULES)).isFalse();
    back(prepared);
    assertThat(targets.text(RULES)).isEqualTo("-w /x\n");
  }

  @Test
  void lines_of_several_changes_become_one_file_and_go_back_one_by_one() {
    Prepared prepared =
        plan(
            asking("DMN-001", new Edit.Line(RULES, null, "-w /a")),
            asking("DMN-002", new Edit.Line(RULES, null, "-w /b")));
    assertThat(prepared.plan().steps().stream().filter(s -> s instanceof Step.PutFile)).hasSize(1);
    targets.apply(prepared);
    assertThat(targets.text(RULES)).isEqualTo("-w /a\n-w /b\n");
    targets.with(RULES, "# mine\n-w /a\n-w /b\n");
    Plan back = back(prepared);
    assertThat(back.conflicts()).isEmpty();
    assertThat(targets.text(RULES)).isEqualTo("# mine\n");
  }

  @Test
  void a_line_that_somebody_changed_since_is_a_conflict() {
    Prepared prepared = plan(asking("DMN-001", new Edit.Line(RULES, null, "-w /a")));
    targets.apply(prepared);
    targets.with(RULES, "-w /a -k docker\n");
    assertThat(back(prepared).conflicts())
        .containsExactly(RULES + ": the line '-w /a' was changed by somebody");
  }

  @Test
  void a_line_is_changed_in_place_and_the_rest_stays() {
    targets.with(RULES, "## top\r\n-w /a\nlast");
    Prepared prepared =
        plan(
            asking("DMN-001", new Edit.Line(RULES, "-w /a", "-w /b")),
            asking("DMN-002", new Edit.Line(RULES, null, "-w /c")));
    targets.apply(prepared);
    assertThat(targets.text(RULES)).isEqualTo("## top\r\n-w /b\nlast\n-w /c\n");
    back(prepared);
    assertThat(targets.text(RULES)).isEqualTo("## top\r\n-w /a\nlast");
  }

  @Test
  void two_contents_for_one_file_are_refused_with_the_other_named() {
    Prepared prepared =
        plan(
            asking("DMN-001", text(RULES, "one\n", 0600)),
            asking("DMN-002", text(RULES, "two\n", 0600)));
    assertThat(Planning.unfixed(prepared.plan(), "DMN-002").why())
        .isEqualTo(RULES + " is written with other content by change 1");
  }

  @Test
  void a_directory_is_made_with_its_own_mode_before_what_is_in_it() {
    Edit directory = new Edit.Directory("/etc/docker/tls", new Attributes(0700, 0, 0), true);
    Prepared prepared =
        plan(asking("DMN-001", text("/etc/docker/tls/ca.pem", "x", 0444), directory));
    targets.apply(prepared);
    assertThat(targets.attributes("/etc/docker/tls")).isEqualTo(new Attributes(0700, 0, 0));
    assertThat(prepared.plan().steps())
        .extracting(Step::target)
        .containsExactly("/etc/docker/tls", "/etc/docker/tls/ca.pem");
    back(prepared);
    assertThat(targets.exists("/etc/docker/tls")).isFalse();
  }

  @Test
  void a_directory_that_is_there_only_gets_its_mode() {
    targets.object("/etc/docker/tls", new Attributes(0755, 0, 0));
    Edit directory = new Edit.Directory("/etc/docker/tls", new Attributes(0700, 0, 0), true);
    Prepared prepared = plan(asking("DMN-001", directory));
    assertThat(prepared.plan().changes().get(0).values()).isEqualTo("0755 → 0700");
    targets.apply(prepared);
    assertThat(targets.attributes("/etc/docker/tls")).isEqualTo(new Attributes(0700, 0, 0));
    back(prepared);
    assertThat(targets.attributes("/etc/docker/tls")).isEqualTo(new Attributes(0755, 0, 0));
  }

  @Test
  void who_else_writes_to_a_file_is_said() {
    targets.with("/etc/docker/a", "# This file is managed by Puppet\nold\n");
    targets.with("/etc/default/docker", "old\n");
    targets.with("/var/lib/dpkg/info/docker.io.conffiles", "/etc/default/docker\n");
    Prepared prepared =
        plan(
            asking(
                "DMN-001",
                text("/etc/docker/a", "new\n", 0644),
                text("/etc/default/docker", "new\n", 0644)));
    assertThat(prepared.plan().changes().get(0).affected())
        .containsExactly(
            "/etc/docker/a says that Puppet manages it, which will put its own version back",
            "/etc/default/docker belongs to package docker.io, whose upgrades will ask which version"
                + " to keep");
  }

  @Test
  void a_refused_target_becomes_a_manual_step() {
    targets.refusing(RULES, "'" + RULES + "' is a symbolic link");
    Prepared prepared = plan(asking("DMN-001", text(RULES, "x", 0600)));
    assertThat(Planning.unfixed(prepared.plan(), "DMN-001").why()).contains("symbolic link");
  }
}
