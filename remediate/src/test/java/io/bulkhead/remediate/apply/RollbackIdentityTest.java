package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.plan.DockerdValidate;
import io.bulkhead.remediate.plan.Rollback;
import io.bulkhead.remediate.plan.RollbackPlanner;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What is applied and taken back was never there: generated sets on a real file system, compared by
 * presence, type, bytes, mode, owner, extended attributes and times. Some seeds; with {@code
 * -Dbulkhead.full=true} 5 000 sets, and 1 000 longer stories of each kind.
 */
class RollbackIdentityTest {
  private static final boolean FULL = Boolean.getBoolean("bulkhead.full");
  private static final int SEEDS = FULL ? 5000 : 40;
  private static final int LONG_STORIES = FULL ? 1000 : 20;

  /** A tree with its change sets. */
  private static final class Scene implements AutoCloseable {
    final Random random;
    final RandomChanges changes;
    final Rig rig;
    final SortedMap<String, String> before;

    Scene(int seed) {
      random = new Random(seed);
      changes = new RandomChanges(random);
      rig = new Rig(changes.tree());
      before = changes.tree().state();
    }

    /** Applies a generated set and returns its id. */
    String apply() throws RemediationException {
      Prepared set = changes.set();
      while (set.plan().changes().isEmpty()) {
        set = changes.set(); // all that it wanted is so already
      }
      return rig.apply(Tree.UNFLUSHED, set).setId();
    }

    String back(RollbackRequest request) throws RemediationException {
      Rollback way =
          new RollbackPlanner(
                  rig.sets(Tree.UNFLUSHED).past(),
                  Optional.empty(),
                  changes.targets(),
                  new FakeHostFiles(),
                  (bytes, daemon, argv) ->
                      new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, ""))
              .plan(request);
      assertThat(way.prepared().plan().conflicts()).isEmpty();
      return rig.apply(Tree.UNFLUSHED, way.prepared()).setId();
    }

    /** A part of a set, with what shares a file with it. */
    RollbackRequest part(String set) throws RemediationException {
      List<Integer> numbers =
          new ArrayList<>(
              rig.sets(Tree.UNFLUSHED).show(set).plan().changes().stream()
                  .map(Change::number)
                  .toList());
      Collections.shuffle(numbers, random);
      Set<Integer> some = new TreeSet<>(numbers.subList(0, 1 + random.nextInt(numbers.size())));
      return new RollbackRequest(set, false, some, true, false, false, Set.of());
    }

    SortedMap<String, String> now() {
      return changes.tree().state();
    }

    @Override
    public void close() {
      changes.tree().delete();
    }
  }

  @Test
  void a_set_that_is_taken_back_was_never_there() throws RemediationException {
    for (int seed = 0; seed < SEEDS; seed++) {
      try (Scene scene = new Scene(seed)) {
        scene.back(RollbackRequest.of(scene.apply()));
        assertThat(scene.now()).as("seed %d", seed).isEqualTo(scene.before);
      }
    }
  }

  @Test
  void a_part_and_then_the_rest_is_the_whole() throws RemediationException {
    for (int seed = 0; seed < LONG_STORIES; seed++) {
      try (Scene scene = new Scene(seed)) {
        String set = scene.apply();
        scene.back(scene.part(set));
        if (scene.rig.sets(Tree.UNFLUSHED).show(set).summary().stands()) {
          scene.back(RollbackRequest.of(set));
        }
        assertThat(scene.now()).as("seed %d", seed).isEqualTo(scene.before);
      }
    }
  }

  @Test
  void taking_back_the_taking_back_is_the_set_again() throws RemediationException {
    for (int seed = 0; seed < LONG_STORIES; seed++) {
      try (Scene scene = new Scene(seed)) {
        String set = scene.apply();
        SortedMap<String, String> applied = scene.changes.tree().timeless();
        String undone = scene.back(scene.part(set));
        String again = scene.back(RollbackRequest.of(undone));
        assertThat(scene.changes.tree().timeless()).as("seed %d: again", seed).isEqualTo(applied);
        scene.back(RollbackRequest.of(again));
        scene.back(RollbackRequest.of(undone));
        scene.back(RollbackRequest.of(set));
        assertThat(scene.now()).as("seed %d", seed).isEqualTo(scene.before);
      }
    }
  }

  @Test
  void everything_after_a_set_goes_back_at_once() throws RemediationException {
    for (int seed = 0; seed < LONG_STORIES; seed++) {
      try (Scene scene = new Scene(seed)) {
        String first = scene.apply();
        SortedMap<String, String> applied = scene.changes.tree().timeless();
        scene.apply();
        scene.apply();
        scene.back(new RollbackRequest(first, true, Set.of(), false, false, false, Set.of()));
        assertThat(scene.changes.tree().timeless()).as("seed %d", seed).isEqualTo(applied);
        scene.back(RollbackRequest.of(first));
        assertThat(scene.now()).as("seed %d", seed).isEqualTo(scene.before);
      }
    }
  }
}
