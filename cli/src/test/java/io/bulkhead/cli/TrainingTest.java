package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.cli.command.Runner;
import io.bulkhead.cli.demo.TrainingEngine;
import io.bulkhead.cli.snapshot.SnapshotJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir(factory = BelowTarget.class)
  Path directory;

  @Test
  void the_training_run_sees_a_container_and_an_image_in_whole() throws IOException {
    // a reply that lacks a field by now is left out of the training, and every start pays for it
    Path file = directory.resolve("seen.json");
    try (TrainingEngine engine = new TrainingEngine()) {
      Training.look(new Runner(Training.silent(new Launch().surroundings())), engine, file);
    }
    HostSnapshot host = new SnapshotJson().read(Files.readAllBytes(file));
    Engine.Containers containers = host.engine().containers().seen().orElseThrow();
    assertThat(containers.missed()).isEmpty();
    assertThat(containers.seen()).hasSize(1);
    assertThat(host.engine().images().seen().orElseThrow().seen()).hasSize(1);
    assertThat(host.engine().volumes().seen().orElseThrow()).hasSize(1);
    assertThat(host.interior(containers.seen().get(0))).isInstanceOf(Reading.Present.class);
  }
}
