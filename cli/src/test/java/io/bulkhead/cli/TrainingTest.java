package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.snapshot.SnapshotJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void the_host_of_the_training_run_can_still_be_read() throws IOException {
    // when this fails after a change of the snapshot's form: write a new one with
    // `bulkhead snapshot`, take names and ids out, and put it in its place
    try (InputStream in = Training.class.getResourceAsStream("/demo/train.json")) {
      HostSnapshot host =
          new SnapshotJson().read(Objects.requireNonNull(in, "train.json").readAllBytes());
      assertThat(host.engine().containers().seen().orElseThrow().seen()).isNotEmpty();
    }
  }
}
