package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the process at every call, from ARM to END of a set that must be confirmed. */
class GuardCrashTest {
  private static final int DONE = 5000;

  /** How the process ends at a call. */
  enum End {
    BEFORE,
    INSIDE;

    RecordingSys at(int call) {
      RecordingSys sys = new RecordingSys(Tree.UNFLUSHED);
      return this == BEFORE ? sys.powerOffBefore(call) : sys.powerOffInside(call);
    }
  }

  /** Something with a set that may end anywhere. */
  private interface Scene {
    void run(Guarded set, Sys sys) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void a_crashed_apply_is_guarded_as_soon_as_anything_is_changed(End end) throws Exception {
    everywhere(
        end,
        set -> {},
        Guarded::apply,
        (set, at) -> {
          if (!set.back()) {
            assertThat(set.rig.guard.timers).as(at).isNotEmpty();
            assertThat(set.rig.guard.bootWatched).as(at).isTrue();
          }
          expire(set, at);
          assertThat(set.back()).as(at).isTrue();
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_crashed_confirmation_counts_entirely_or_not_at_all(End end) throws Exception {
    everywhere(
        end,
        set -> set.apply(Tree.UNFLUSHED),
        Guarded::confirm,
        (set, at) -> {
          SortedMap<String, String> applied = set.rig.tree.timeless();
          applied.keySet().removeIf(path -> path.contains(".bulkhead-"));
          expire(set, at);
          assertThat(set.back() || set.rig.tree.timeless().equals(applied)).as(at).isTrue();
          SetState wanted = set.back() ? SetState.EXPIRED_UNDONE : SetState.CONFIRMED;
          assertThat(set.state()).as(at).isEqualTo(wanted);
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_crashed_guard_is_gone_on_with(End end) throws Exception {
    everywhere(
        end,
        set -> {
          set.apply(Tree.UNFLUSHED);
          set.rig.guard.pass(Guarded.TIME);
        },
        Guarded::ring,
        (set, at) -> {
          expire(set, at);
          assertThat(set.back()).as(at).isTrue();
          assertThat(set.state()).as(at).isEqualTo(SetState.EXPIRED_UNDONE);
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_crashed_extension_never_leaves_it_unguarded(End end) throws Exception {
    everywhere(
        end,
        set -> set.apply(Tree.UNFLUSHED),
        (set, sys) -> {
          try (Session session = set.rig.sets(sys).begin("confirm")) {
            session.extend(Guarded.TIME);
          }
        },
        (set, at) -> {
          assertThat(set.rig.guard.timers).as(at).isNotEmpty();
          expire(set, at);
          assertThat(set.back()).as(at).isTrue();
        });
  }

  /** What is true after a crash. */
  private interface Judge {
    void judge(Guarded set, String at) throws Exception;
  }

  /** Brings a set to where the crash happens. */
  private interface Prepare {
    void prepare(Guarded set) throws Exception;
  }

  private static void everywhere(End end, Prepare prepare, Scene scene, Judge judge)
      throws Exception {
    for (int call = 1; call < DONE; call++) {
      Guarded set = new Guarded();
      prepare.prepare(set);
      RecordingSys sys = end.at(call);
      boolean crashed = false;
      try {
        scene.run(set, sys);
      } catch (RecordingSys.PowerOff off) {
        crashed = true;
        sys.bury();
      }
      judge.judge(set, end + " call " + call + ", " + sys.calls());
      set.rig.tree.delete();
      if (!crashed) {
        assertThat(call).isGreaterThan(3);
        return;
      }
    }
  }

  /** All timers ring; afterwards everything is tidy and nothing is left to do. */
  private static void expire(Guarded set, String at) throws Exception {
    set.rig.guard.pass(Guarded.TIME.multipliedBy(3));
    set.ring(Tree.UNFLUSHED);
    assertThat(set.ring(Tree.UNFLUSHED)).as(at).isEmpty();
    assertThat(set.rig.tree.state().keySet()).as(at).noneMatch(p -> p.contains(".bulkhead-"));
    assertThat(set.rig.tree.has("var/lib/bulkhead/pending")).as(at).isFalse();
    assertThat(set.rig.guard.timers).as(at).isEmpty();
    assertThat(set.rig.guard.bootWatched).as(at).isFalse();
    assertThat(set.rig.sets().open()).as(at).isEmpty();
    assertThat(set.rig.sets().chain().says()).as(at).contains("verified");
  }
}
