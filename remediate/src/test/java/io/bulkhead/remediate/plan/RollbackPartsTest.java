package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parts of a set, several sets, and what others did meanwhile. */
class RollbackPartsTest {
  private static final String KEY = "/etc/docker/key.pem";
  private static final String BEFORE = "{\n  \"debug\": true\n}\n";

  private final Story story =
      new Story(
          new FakeTargets()
              .with(DAEMON_JSON, BEFORE)
              .with(
                  KEY,
                  "key\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                  new Attributes(0644, 7, 8)));

  private static Edit key(String name, int value) {
    return new Edit.Key(DAEMON_JSON, List.of(name), null, ConfigValue.of(value));
  }

  private static Edit member(String name, String member, int value) {
    return new Edit.Key(DAEMON_JSON, List.of(name, member), null, ConfigValue.of(value));
  }

  private static RollbackRequest only(String set, Integer... numbers) {
    return new RollbackRequest(set, false, Set.of(numbers), false, false, false, Set.of());
  }

  private static RollbackRequest after(String set) {
    return new RollbackRequest(set, true, Set.of(), false, false, false, Set.of());
  }

  private static RollbackRequest skipping(String set) {
    return new RollbackRequest(set, false, Set.of(), false, true, false, Set.of());
  }

  private static RollbackRequest forcing(String set, Integer... numbers) {
    return new RollbackRequest(
        set, false, Set.of(), false, false, numbers.length == 0, Set.of(numbers));
  }

  @Test
  void a_part_goes_back_and_the_rest_stays_in_force() throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)), List.of(key("z", 3)));
    story.back("b", only("a", 2));
    assertThat(story.json()).isEqualTo("{\n  \"debug\": true,\n  \"x\": 1,\n  \"z\": 3\n}\n");
    assertThat(story.standing("a")).containsExactly(1, 3);
    assertThat(story.plan("b").undoes()).containsExactly(new Undoing(2, "a", 2));
  }

  @Test
  void a_part_and_then_the_rest_give_the_old_bytes_back() throws RemediationException {
    story.targets.with(DAEMON_JSON, "{\"debug\":true , \"log-opts\":{ }}");
    String before = story.json();
    story.apply("a", List.of(member("log-opts", "m", 1)), List.of(member("log-opts", "n", 2)));
    story.back("b", only("a", 1));
    assertThat(story.json()).contains("\"n\":2").doesNotContain("\"m\"");
    story.back("c", RollbackRequest.of("a"));
    assertThat(story.json()).isEqualTo(before);
    assertThat(story.standing("a")).isEmpty();
  }

  @Test
  void a_file_that_the_set_made_goes_with_the_last_part() throws RemediationException {
    story.targets.without(DAEMON_JSON);
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    story.back("b", only("a", 1));
    assertThat(story.targets.exists(DAEMON_JSON)).isTrue();
    story.back("c", only("a", 2));
    assertThat(story.targets.exists(DAEMON_JSON)).isFalse();
  }

  @Test
  void a_rollback_of_a_rollback_makes_the_set_count_again() throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    String applied = story.json();
    story.back("b", only("a", 1));
    Rollback again = story.back("c", RollbackRequest.of("b"));
    assertThat(story.json()).isEqualTo(applied);
    assertThat(story.standing("a")).containsExactly(1, 2);
    assertThat(again.comingBack()).isEmpty();
    assertThat(again.fixedAgain()).isNotEmpty();
  }

  @Test
  void mode_and_owner_of_one_file_go_back_apart() throws RemediationException {
    Attributes old = new Attributes(0644, 7, 8);
    story.apply(
        "a",
        List.of(new Edit.Attribute(KEY, old, new Attributes(0600, 7, 8))),
        List.of(new Edit.Attribute(KEY, old, new Attributes(0644, 0, 0))));
    assertThat(story.targets.attributes(KEY)).isEqualTo(new Attributes(0600, 0, 0));
    story.back("b", only("a", 1));
    assertThat(story.targets.attributes(KEY)).isEqualTo(new Attributes(0644, 0, 0));
    story.back("c", RollbackRequest.of("a"));
    assertThat(story.targets.attributes(KEY)).isEqualTo(old);
  }

  @Test
  void a_later_set_about_the_same_key_stops_it_and_can_be_taken_along()
      throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    story.apply("b", List.of(key("x", 7)), List.of(key("z", 3)));
    Rollback stopped = story.look(RollbackRequest.of("a"));
    assertThat(stopped.dependents()).hasSize(1);
    assertThat(stopped.dependents().get(0)).contains("b/1", "a/1", DAEMON_JSON);
    assertThat(stopped.prepared().plan().conflicts()).isNotEmpty();
    assertThat(story.look(only("a", 2)).prepared().plan().conflicts()).isEmpty();

    Rollback along =
        story.back("c", new RollbackRequest("a", false, Set.of(), true, false, false, Set.of()));
    assertThat(along.sets()).containsExactly("b", "a");
    assertThat(story.json()).isEqualTo("{\n  \"debug\": true,\n  \"z\": 3\n}\n");
    assertThat(story.standing("a")).isEmpty();
    assertThat(story.standing("b")).containsExactly(2);
    assertThat(along.prepared().plan().steps()).hasSize(1);
    assertThat(along.prepared().plan().changes())
        .extracting(Change::number)
        .containsExactly(1, 2, 3);
  }

  @Test
  void everything_after_a_set_goes_back_in_one_step_for_each_file() throws RemediationException {
    story.apply("a", List.of(key("x", 1)));
    String kept = story.json();
    story.apply("b", List.of(key("x", 2)), List.of(key("y", 2)));
    story.apply("c", List.of(key("x", 3)));
    story.apply("d", List.of(key("z", 4)));
    story.back("e", only("d", 1));
    Rollback way = story.back("f", after("a"));
    assertThat(way.sets()).containsExactly("c", "b");
    assertThat(story.json()).isEqualTo(kept);
    assertThat(way.prepared().plan().steps()).hasSize(1);
    assertThat(story.standing("a")).containsExactly(1);
    assertThat(story.standing("b")).isEmpty();
    assertThatThrownBy(() -> story.look(after("f"))).hasMessageContaining("nothing after f");
  }

  @Test
  void everything_after_a_set_takes_a_later_undoing_of_something_earlier_back_too()
      throws RemediationException {
    story.apply("a", List.of(key("x", 1)));
    story.apply("b", List.of(key("y", 2)));
    String kept = story.json();
    story.back("c", RollbackRequest.of("a"));
    story.back("d", after("b"));
    assertThat(story.json()).isEqualTo(kept);
    assertThat(story.standing("a")).containsExactly(1);
  }

  @Test
  void what_others_changed_stops_everything_or_is_left_or_is_overwritten()
      throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    story.targets.with(
        DAEMON_JSON, "{\n  \"debug\": true,\n  \"x\": 9,\n  \"y\": 2,\n  \"dns\": 5\n}\n");
    Rollback stopped = story.look(RollbackRequest.of("a"));
    assertThat(stopped.conflicts()).hasSize(1);
    assertThat(stopped.conflicts().get(0).numbers()).containsExactly(1);
    assertThat(stopped.conflicts().get(0).says()).contains("x: somebody made it 9", "made it 1");
    assertThat(stopped.prepared().plan().conflicts()).hasSize(1);

    Rollback skipped = story.look(skipping("a"));
    assertThat(skipped.prepared().plan().conflicts()).isEmpty();
    assertThat(skipped.conflicts()).hasSize(1);
    assertThat(skipped.prepared().plan().undoes()).containsExactly(new Undoing(2, "a", 2));
    assertThat(skipped.prepared().plan().kept())
        .containsExactly("\"dns\" in " + DAEMON_JSON + " (added since, not ours)");

    Rollback forced = story.back("b", forcing("a", 1));
    assertThat(forced.overwritten()).hasSize(1);
    assertThat(story.json()).isEqualTo("{\n  \"debug\": true,\n  \"dns\": 5\n}\n");
    story.back("c", RollbackRequest.of("b"));
    assertThat(story.json()).contains("\"x\": 9", "\"y\": 2");
  }

  @Test
  void a_change_with_two_edits_goes_back_whole_or_not_at_all() throws RemediationException {
    story.apply("a", List.of(key("x", 1), key("y", 2)), List.of(key("z", 3)));
    story.targets.with(
        DAEMON_JSON, "{\n  \"debug\": true,\n  \"x\": 9,\n  \"y\": 2,\n  \"z\": 3\n}\n");
    story.back("b", skipping("a"));
    assertThat(story.json()).contains("\"x\": 9", "\"y\": 2").doesNotContain("\"z\"");
    assertThat(story.standing("a")).containsExactly(1);
  }

  @Test
  void a_deleted_file_comes_back_by_force_only() throws RemediationException {
    story.apply("a", List.of(key("x", 1)));
    story.targets.without(DAEMON_JSON);
    assertThat(story.look(RollbackRequest.of("a")).conflicts()).hasSize(1);
    story.back("b", forcing("a"));
    assertThat(story.json()).isEqualTo(BEFORE);
  }

  @Test
  void members_that_others_put_into_an_object_of_ours_stay() throws RemediationException {
    story.apply("a", List.of(member("log-opts", "m", 1)));
    story.targets.with(
        DAEMON_JSON,
        "{\n  \"debug\": true,\n  \"log-opts\": {\n    \"m\": 1,\n    \"env\": 4\n  }\n}\n");
    Rollback way = story.back("b", RollbackRequest.of("a"));
    assertThat(way.conflicts()).isEmpty();
    assertThat(story.json())
        .isEqualTo("{\n  \"debug\": true,\n  \"log-opts\": {\n    \"env\": 4\n  }\n}\n");
  }

  @Test
  void a_change_that_is_not_in_force_cannot_be_chosen() throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    assertThatThrownBy(() -> story.look(only("a", 7)))
        .hasMessageContaining("7 of a does not exist");
    story.back("b", only("a", 1));
    assertThatThrownBy(() -> story.look(only("a", 1)))
        .hasMessageContaining("1 of a was undone already");
    story.back("c", RollbackRequest.of("a"));
    assertThatThrownBy(() -> story.look(RollbackRequest.of("a"))).hasMessageContaining("undone");
  }

  @Test
  void status_sees_what_others_changed_of_everything_in_force() throws RemediationException {
    story.apply("a", List.of(key("x", 1)), List.of(key("y", 2)));
    story.apply("b", List.of(key("x", 5)), List.of(key("z", 3)));
    assertThat(story.drift()).isEmpty();
    story.targets.with(DAEMON_JSON, "{\n  \"x\": 1,\n  \"y\": 4,\n  \"z\": 3\n}\n");
    assertThat(story.drift())
        .extracting(d -> d.set() + "/" + d.change() + " " + d.says())
        .containsExactly("b/1 5 was written, now it is 1", "a/2 2 was written, now it is 4");
    story.back("c", only("b", 2));
    assertThat(story.drift()).hasSize(2);
  }

  static Change change(int number, List<Edit> edits) {
    return new Change(
        number,
        List.of(new io.bulkhead.audit.CheckId("DMN-00" + number)),
        '~',
        "change " + number,
        "1 → 2",
        edits,
        Kind.NONE,
        Access.NONE,
        new Undo.Exact(),
        "",
        List.of(),
        List.of());
  }
}
