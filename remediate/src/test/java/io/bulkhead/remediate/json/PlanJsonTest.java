package io.bulkhead.remediate.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Fact;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
  private static final Attributes ROOT = new Attributes(0644, 0, 0);

  static Plan plan() {
    ConfigValue odd =
        new ConfigValue.Table(
            Map.of(
                "a/b~c", new ConfigValue.Num("1.4e3"),
                "n", new ConfigValue.Null(),
                "l", new ConfigValue.Items(List.of(ConfigValue.of(1), ConfigValue.of("x")))));
    EngineAction engine =
        new EngineAction(
            EngineAction.Kind.RESTART,
            new Daemon.Control(Daemon.ControlKind.PROCESS, "", "argv is known"),
            "/etc/docker/daemon.json",
            Map.of("icc", ConfigValue.of(false)),
            Map.of("icc", ConfigValue.of(true)),
            List.of(
                new EngineAction.ContainerRun("abc", "web", "no", true, "2026-01-01T00:00:00Z")),
            true);
    FileState file = new FileState.Regular("aa", ROOT, Map.of("user.x", "00ff"), "12.000000007");
    Change change =
        new Change(
            2,
            List.of(new CheckId("DMN-001")),
            '~',
            "daemon.json icc",
            "true → false",
            List.of(
                new Edit.Key("/etc/docker/daemon.json", List.of("x/y", "z"), null, odd),
                new Edit.Key("/etc/docker/daemon.json", List.of("gone"), odd, null),
                new Edit.Attribute("/k", new Attributes(04755, 1, 2), ROOT),
                new Edit.Text("/t", null, new Edit.Whole("ab", ROOT)),
                new Edit.Text("/t", new Edit.Whole("ab", ROOT), null),
                new Edit.Line("/l", null, "a b"),
                new Edit.Line("/l", "a b", null),
                new Edit.Directory("/d", new Attributes(0700, 1, 2), true),
                new Edit.Directory("/d", new Attributes(0700, 1, 2), false)),
            EngineAction.Kind.RESTART,
            Access.DOCKER_API,
            new Undo.SameEffect("downtime"),
            "much",
            List.of("web"),
            List.of("f1"));
    return PlanJson.sealed(
        new Plan(
            "",
            List.of(new Undoing(2, "20261123-1931-7f3a", 1)),
            new Plan.Host("id", "web-03", "/", "Debian", "26.1.5", 1),
            "2026-11-23T19:31:02Z",
            "2026-11-24T19:31:02Z",
            "0.1.0",
            "00ff",
            List.of(
                new Fact("f1", "file", "/x", "content", "dd", "0644 0:0", Map.of("icc", "ab12cd"))),
            List.of(change),
            List.of(
                new Step.Directory(1, List.of(2), "/etc/docker", ROOT, true),
                new Step.PutFile(2, List.of(2), "/x", new FileState.Missing(), file),
                new Step.SetAttributes(3, List.of(2), "/k", new Attributes(04755, 1, 2), ROOT),
                new Step.Engine(4, List.of(2), engine)),
            engine,
            List.of(new Plan.Diff("/x", List.of(2), "0644", List.of("+ü"), "OK")),
            List.of(new Plan.Unfixed(new CheckId("CTR-002"), "t", "w", List.of("do"))),
            List.of("kept"),
            List.of("conflict"),
            new Plan.Summary(5, 1, 2, 2, 1)));
  }

  @Test
  void what_was_written_is_read_back_equal() throws RemediationException {
    assertThat(PlanJson.read(PlanJson.write(plan()))).isEqualTo(plan());
  }

  @Test
  void the_text_is_canonical() {
    String json = new String(PlanJson.write(plan()), StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith("{\"changes\":[{\"access\":")
        .endsWith("}\n")
        .doesNotContain("\n\n");
  }

  @Test
  void the_digest_does_not_depend_on_the_time() {
    Plan p = plan();
    Plan later =
        new Plan(
            "",
            p.undoes(),
            p.host(),
            "2027-01-01T00:00:00Z",
            "2027-01-02T00:00:00Z",
            p.tool(),
            p.rules(),
            p.facts(),
            p.changes(),
            p.steps(),
            p.engine(),
            p.diffs(),
            p.unfixed(),
            p.kept(),
            p.conflicts(),
            p.summary());
    assertThat(PlanJson.digest(later)).isEqualTo(p.digest());
  }

  @Test
  void an_edited_plan_is_refused() {
    String json = new String(PlanJson.write(plan()), StandardCharsets.UTF_8);
    refuses(json.replace("\"icc\":false", "\"icc\":true"), "digest does not fit");
  }

  @Test
  void foreign_broken_and_odd_texts_are_refused_with_a_reason() {
    String json = new String(PlanJson.write(plan()), StandardCharsets.UTF_8);
    refuses("", "schema");
    refuses("[]", "schema");
    refuses("{\"schema\":\"bulkhead/plan/2\"}", "bulkhead/plan/2");
    refuses("{\"schema\":\"bulkhead/plan/1\"}", "'plan' is not present");
    refuses("{", "cannot be read");
    refuses(json + "{}", "cannot be read");
    refuses(json.replace("\"engine\":\"restart\"", "\"engine\":\"explode\""), "EXPLODE");
    refuses(json.replace("\"n\":2", "\"n\":\"2\""), "'n' is not an integer");
    refuses(json.replace("\"schema\"", "\"plan\":\"\",\"schema\""), "cannot be read");
    refuses("[".repeat(100_000), "cannot be read");
  }

  @Test
  void a_huge_text_is_refused_unread() {
    assertThatThrownBy(() -> PlanJson.read(new byte[PlanJson.LIMIT + 1]))
        .isInstanceOf(RemediationException.class)
        .hasMessageContaining("at most");
  }

  @Test
  void no_cut_of_a_plan_is_taken_for_a_plan() {
    byte[] json = PlanJson.write(plan());
    for (int length = 0; length < json.length - 1; length += 7) {
      refuses(new String(json, 0, length, StandardCharsets.UTF_8), "");
    }
  }

  private static void refuses(String json, String why) {
    assertThatThrownBy(() -> PlanJson.read(json.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(RemediationException.class)
        .hasMessageContaining(why);
  }
}
