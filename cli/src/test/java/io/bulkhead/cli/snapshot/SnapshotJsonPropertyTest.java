package io.bulkhead.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotJsonPropertyTest {
  private final SnapshotJson json = new SnapshotJson();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void reading_what_was_written_gives_the_same_snapshot(long seed) throws Exception {
    HostSnapshot host = new AnySnapshot(seed).host();
    String written = json.write(host);
    HostSnapshot back = json.read(written.getBytes(StandardCharsets.UTF_8));
    assertThat(back).isEqualTo(host);
    assertThat(json.write(back)).isEqualTo(written);
  }

  @ParameterizedTest(name = "sample {index}")
  @MethodSource("samples")
  void the_samples_survive_too(HostSnapshot host) throws Exception {
    assertThat(json.read(json.write(host).getBytes(StandardCharsets.UTF_8))).isEqualTo(host);
  }

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  static Stream<HostSnapshot> samples() {
    return Stream.of(Samples.host().build(), Samples.withoutDocker().build());
  }
}
