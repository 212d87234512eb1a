package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the process, and errors, at every single call that changes the disk. */
class CrashTest {
  private static final int DONE = 5000;

  /** Plans of one, three and nine changes. */
  enum Size {
    ONE,
    THREE,
    RELOAD_AND_RESTART,
    VALUES,
    NINE;

    Prepared plan(Tree tree) {
      return switch (this) {
        case ONE -> Sets.one(tree);
        case THREE -> Sets.three(tree);
        case RELOAD_AND_RESTART -> Sets.reloadAndRestart(tree);
        case VALUES -> Sets.values(tree);
        case NINE -> Sets.nine(tree);
      };
    }
  }

  /** How the process ends at a call. */
  enum End {
    BEFORE,
    INSIDE;

    RecordingSys at(int call) {
      RecordingSys sys = new RecordingSys(Tree.UNFLUSHED);
      return this == BEFORE ? sys.powerOffBefore(call) : sys.powerOffInside(call);
    }
  }

  /** A tree with both ends of what is done to it. */
  private static final class Scene {
    final Rig rig;
    final Prepared plan;
    final SortedMap<String, String> before;
    final SortedMap<String, String> after;

    Scene(Rig rig, Prepared plan, SortedMap<String, String> after) {
      this.rig = rig;
      this.plan = plan;
      this.before = rig.tree.state();
      this.after = after;
    }

    private static final Map<Size, SortedMap<String, String>> AFTER = new EnumMap<>(Size.class);

    /** Ready to apply. */
    static Scene applying(Size size) {
      Rig rig = new Rig(Sets.tree());
      return new Scene(rig, size.plan(rig.tree), AFTER.computeIfAbsent(size, Scene::applied));
    }

    private static SortedMap<String, String> applied(Size size) {
      Rig rig = new Rig(Sets.tree());
      try {
        rig.apply(Tree.UNFLUSHED, size.plan(rig.tree));
        return rig.tree.timeless();
      } catch (RemediationException e) {
        throw new AssertionError(e);
      } finally {
        rig.tree.delete();
      }
    }

    /** Applied, ready to be rolled back. */
    static Scene rollingBack(Size size) throws Exception {
      Rig rig = new Rig(Sets.tree());
      SortedMap<String, String> fresh = rig.tree.timeless();
      rig.apply(Tree.UNFLUSHED, size.plan(rig.tree));
      return new Scene(rig, new Sets(rig.tree).undoing(rig.sets().show("last")), fresh);
    }

    private boolean undoing() {
      return !plan.plan().undoes().isEmpty();
    }

    /** After any fault and one run: exactly one end, told, clean, and nothing left to do. */
    void judge(String at, Optional<RecoveryReport> report) throws Exception {
      boolean back = rig.tree.state().equals(before);
      if (!back) {
        assertThat(rig.tree.timeless()).as(at).isEqualTo(after);
      }
      boolean on = ConfigValue.of(true).equals(rig.engine.effective.get("live-restore"));
      boolean asked = rig.tree.text("etc/docker/daemon.json").contains("live-restore\": true");
      assertThat(on).as(at + ": the engine is where its file is").isEqualTo(asked);
      if (plan.plan().steps().stream().anyMatch(s -> s instanceof Step.SetValue)) {
        String value = back != undoing() ? "0" : "1";
        assertThat(rig.host.value(Sets.SYSCTL)).as(at + ": sysctl").isEqualTo(value);
        assertThat(rig.host.value(Sets.RULE)).as(at + ": rule").isEqualTo(value);
      }
      assertThat(rig.host.upToDate()).as(at + ": what is in force is what the files say").isTrue();
      if (rig.engine.told.contains("restart")) {
        boolean open = ConfigValue.of(true).equals(rig.engine.effective.get("icc"));
        assertThat(open).as(at + ": icc").isEqualTo(back != undoing());
      }
      report.ifPresent(
          said -> {
            assertThat(said.complete()).as(at + said.lines()).isTrue();
            assertThat(said.wentBack()).as(at + said.lines()).isEqualTo(back);
          });
      assertThat(rig.tree.state().keySet()).as(at).noneMatch(path -> path.contains(".bulkhead-"));
      assertThat(rig.tree.has("var/lib/bulkhead/pending")).as(at).isFalse();
      assertThat(rig.recover(Tree.UNFLUSHED)).as(at + ": nothing left to do").isEmpty();
      assertThat(rig.sets().chain().says()).as(at).contains("verified");
      assertThat(rig.sets().history()).as(at).noneMatch(set -> set.state() == SetState.OPEN);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_at_any_call_of_apply_leaves_one_end(Size size) throws Exception {
    for (End end : End.values()) {
      crashEverywhere(end, () -> Scene.applying(size));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_crash_at_any_call_of_rollback_leaves_one_end(Size size) throws Exception {
    crashEverywhere(End.BEFORE, () -> Scene.rollingBack(size));
  }

  private static void crashEverywhere(End end, Callable<Scene> scenes) throws Exception {
    for (int call = 1; call < DONE; call++) {
      Scene scene = scenes.call();
      RecordingSys sys = end.at(call);
      boolean crashed = scene.rig.interrupted(sys, s -> scene.rig.apply(s, scene.plan));
      scene.judge(at(end, call, sys), scene.rig.recover(Tree.UNFLUSHED));
      scene.rig.tree.delete();
      if (!crashed) {
        assertThat(call).isGreaterThan(20);
        return;
      }
    }
  }

  private static String at(Object end, int call, RecordingSys sys) {
    return "%s call %d, %s: "
        .formatted(end, call, sys.calls().isEmpty() ? "" : sys.calls().get(sys.calls().size() - 1));
  }

  @Test
  void a_crash_inside_recovery_is_recovered_from() throws Exception {
    for (int call = 1; call < DONE; call += 5) {
      for (int again = 1; again < DONE; again += 3) {
        Scene scene = Scene.applying(Size.NINE);
        RecordingSys sys = End.BEFORE.at(call);
        boolean crashed = scene.rig.interrupted(sys, s -> scene.rig.apply(s, scene.plan));
        RecordingSys second = End.INSIDE.at(again);
        boolean crashedAgain = scene.rig.interrupted(second, scene.rig::recover);
        scene.judge(
            at(End.BEFORE, call, sys) + at(End.INSIDE, again, second),
            scene.rig.recover(Tree.UNFLUSHED));
        scene.rig.tree.delete();
        if (!crashed) {
          return;
        }
        if (!crashedAgain) {
          break;
        }
      }
    }
  }

  @Test
  void one_failing_call_never_leaves_a_state_between() throws Exception {
    for (int errno : new int[] {Errno.EIO, Errno.ENOSPC}) {
      failEverywhere(Size.NINE, (sys, call) -> sys.failing(call, errno));
    }
    failEverywhere(Size.VALUES, (sys, call) -> sys.failing(call, Errno.EIO));
  }

  @Test
  void calls_failing_from_some_point_on_never_leave_a_state_between() throws Exception {
    for (int errno : new int[] {Errno.EIO, Errno.ENOSPC}) {
      failEverywhere(Size.NINE, (sys, call) -> sys.failingFrom(call, errno));
    }
    failEverywhere(Size.VALUES, (sys, call) -> sys.failingFrom(call, Errno.EIO));
  }

  /** Breaks a system at a call. */
  private interface Breaking {
    RecordingSys at(RecordingSys sys, int call);
  }

  private static void failEverywhere(Size size, Breaking breaking) throws Exception {
    for (int call = 1; call < DONE; call++) {
      Scene scene = Scene.applying(size);
      RecordingSys sys = breaking.at(new RecordingSys(Tree.UNFLUSHED), call);
      Optional<Kind> failed = Optional.empty();
      List<String> kept = List.of();
      try {
        kept = scene.rig.apply(sys, scene.plan).lines();
      } catch (RemediationException e) {
        failed = Optional.of(e.kind());
      }
      String at = at("error", call, sys) + failed;
      if (failed.isEmpty()) {
        SortedMap<String, String> now = scene.rig.tree.timeless();
        boolean litter = now.keySet().removeIf(path -> path.contains(".bulkhead-"));
        assertThat(now).as(at).isEqualTo(scene.after);
        assertThat(litter && kept.isEmpty()).as(at + "what is left is told").isFalse();
      } else if (failed.get() != Kind.STUCK) {
        assertThat(failed.get()).as(at).isIn(Kind.BEFORE, Kind.WENT_BACK);
        assertThat(scene.rig.tree.state()).as(at).isEqualTo(scene.before);
      }
      assertThat(sys.openDescriptors()).as(at).isEmpty();
      scene.judge(at, scene.rig.recover(Tree.UNFLUSHED));
      scene.rig.tree.delete();
      if (sys.mutations() < call) {
        return;
      }
    }
  }

  @Test
  void the_harness_notices_an_act_before_its_intent() throws Exception {
    boolean noticed = false;
    for (int call = 1; call < 200 && !noticed; call++) {
      Scene scene = Scene.applying(Size.ONE);
      RecordingSys sys = End.BEFORE.at(call);
      Sys reordered = new LateJournal(sys).sys();
      boolean crashed = scene.rig.interrupted(sys, s -> scene.rig.apply(reordered, scene.plan));
      try {
        scene.judge("", scene.rig.recover(Tree.UNFLUSHED));
      } catch (AssertionError | RemediationException bad) {
        noticed = true;
      }
      scene.rig.tree.delete();
      if (!crashed) {
        break;
      }
    }
    assertThat(noticed).isTrue();
  }
}
