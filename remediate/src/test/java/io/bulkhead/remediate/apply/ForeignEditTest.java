package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else writes meanwhile is never lost. */
class ForeignEditTest {
  private static final String MINE = "{\"icc\": false}\n";

  private final Tree tree = Sets.tree();
  private final Rig rig = new Rig(tree);
  private final Path config = tree.root.resolve("etc/docker/daemon.json");

  @AfterEach
  void sweep() {
    tree.delete();
  }

  /** Ends the process right after the exchange of the config file. */
  private void crashAfterExchange(Prepared plan) throws RemediationException {
    RecordingSys sys = new RecordingSys(Tree.UNFLUSHED);
    Sys stopping =
        EditingSys.before(sys, call -> sys.powerOffInside(1), config.getFileName().toString());
    assertThat(rig.interrupted(sys, s -> rig.apply(stopping, plan))).isTrue();
    assertThat(tree.text("etc/docker/daemon.json")).isEqualTo(MINE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void saves_right_before_the_exchange_are_put_back(int times) throws Exception {
    Prepared plan = Sets.one(tree);
    Sys editing = EditingSys.saving(Tree.UNFLUSHED, config, times);

    assertThatThrownBy(() -> rig.apply(editing, plan)).hasMessageContaining("last moment");

    assertThat(tree.text("etc/docker/daemon.json")).startsWith("editor ");
    assertThat(tree.text("etc/docker/daemon.json"))
        .isEqualTo("editor " + Math.min(times, 3) + "\n");
  }

  @Test
  void a_concurrent_editor_never_loses_a_save() throws Exception {
    for (int round = 0; round < 200; round++) {
      Tree own = Sets.tree();
      Rig here = new Rig(own);
      Prepared plan = Sets.one(own);
      Path file = own.root.resolve("etc/docker/daemon.json");
      Thread editor = new Thread(() -> EditingSys.save(file, "saved\n"));
      editor.start();
      Optional<String> refused = Optional.empty();
      try {
        here.apply(Tree.UNFLUSHED, plan);
      } catch (RemediationException e) {
        refused = Optional.of(String.valueOf(e.getMessage()));
      }
      editor.join();
      String now = own.text("etc/docker/daemon.json");
      assertThat(now).as("round %d %s", round, refused).isEqualTo("saved\n");
      assertThat(own.state().keySet())
          .as("%s", refused)
          .noneMatch(path -> path.contains(".bulkhead-"));
      own.delete();
    }
  }

  @Test
  void an_edit_after_a_crash_is_kept_and_told() throws Exception {
    crashAfterExchange(Sets.one(tree));
    EditingSys.save(config, "by hand\n");

    RecoveryReport report = rig.recover().orElseThrow();

    assertThat(report.complete()).isFalse();
    assertThat(String.join("\n", report.lines())).contains("was replaced by somebody since");
    assertThat(tree.text("etc/docker/daemon.json")).isEqualTo("by hand\n");
    assertThat(rig.sets().history().get(0).state()).isEqualTo(SetState.PARTLY_UNDONE);
    assertThat(tree.state().keySet()).noneMatch(path -> path.contains(".bulkhead-"));
  }

  @Test
  void an_edit_in_place_after_a_crash_is_kept_and_told() throws Exception {
    crashAfterExchange(Sets.one(tree));
    Files.writeString(config, "// more", StandardOpenOption.APPEND);

    RecoveryReport report = rig.recover().orElseThrow();

    assertThat(report.complete()).isFalse();
    assertThat(tree.text("etc/docker/daemon.json")).isEqualTo(MINE + "// more");
  }

  @Test
  void a_lost_side_file_is_rebuilt_from_its_blob() throws Exception {
    var before = tree.state();
    crashAfterExchange(Sets.one(tree));
    try (Stream<Path> files = Files.list(config.getParent())) {
      for (Path file : files.filter(f -> f.toString().contains(".bulkhead-")).toList()) {
        Files.delete(file);
      }
    }

    RecoveryReport report = rig.recover().orElseThrow();

    assertThat(report.complete()).isTrue();
    assertThat(tree.state()).isEqualTo(before);
  }

  @Test
  void a_hand_restored_file_counts_as_before() throws Exception {
    crashAfterExchange(Sets.one(tree));
    try (Stream<Path> files = Files.list(config.getParent())) {
      Path side = files.filter(f -> f.toString().contains(".bulkhead-")).findFirst().orElseThrow();
      Files.move(side, config, StandardCopyOption.REPLACE_EXISTING);
    }

    RecoveryReport report = rig.recover().orElseThrow();

    assertThat(report.complete()).isTrue();
    assertThat(report.lines()).anyMatch(line -> line.contains("exactly as before"));
  }

  @Test
  void a_write_through_an_old_descriptor_survives_the_commit() throws Exception {
    Prepared plan = Sets.one(tree);
    rig.aftercheck =
        p -> {
          try (Stream<Path> files = Files.list(config.getParent())) {
            Path side =
                files.filter(f -> f.toString().contains(".bulkhead-")).findFirst().orElseThrow();
            Files.writeString(side, "late", StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return new Aftercheck.Result(true, "");
        };

    ApplyResult result = rig.apply(plan);

    assertThat(result.lines()).singleElement().asString().contains("kept as '.daemon.json.bulk");
    try (Stream<Path> files = Files.list(config.getParent())) {
      List<Path> kept = files.filter(f -> f.toString().contains(".bulkhead-")).toList();
      assertThat(kept).singleElement().satisfies(f -> assertThat(f).content().endsWith("late"));
    }
  }

  @Test
  void a_directory_somebody_used_stays_with_what_is_in_it() throws Exception {
    rig.aftercheck =
        p -> {
          tree.write("etc/audit/theirs", "x", 0600);
          return new Aftercheck.Result(false, "worse");
        };

    assertThatThrownBy(() -> rig.apply(Sets.nine(tree)))
        .hasMessageContaining("'/etc/audit' stays, somebody put into it: theirs");
    assertThat(tree.text("etc/audit/theirs")).isEqualTo("x");
    assertThat(tree.has("etc/audit/docker.rules")).isFalse();
  }

  @Test
  void a_foreign_mode_is_kept_while_the_owner_goes_back() throws Exception {
    rig.aftercheck =
        p -> {
          tree.make("etc/docker/certs", 0711);
          return new Aftercheck.Result(false, "worse");
        };

    assertThatThrownBy(() -> rig.apply(Sets.nine(tree)))
        .hasMessageContaining("'/etc/docker/certs' was given 0711");
    assertThat(tree.state().get("etc/docker/certs")).isEqualTo("40711 0:0");
  }
}
