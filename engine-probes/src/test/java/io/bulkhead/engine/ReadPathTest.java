package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.engine.endpoint.Endpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Start-up time depends on what an audit loads; this watches a real process. */
@Timeout(60)
class ReadPathTest {
  @TempDir Path directory;

  /** The process that is watched. */
  public static final class Gather {
    private Gather() {}

    public static void main(String[] arguments) {
      SnapshotBuilder draft = new SnapshotBuilder();
      Endpoint endpoint = Endpoint.unix(arguments[0], "test");
      new EngineGatherer(endpoint, ReleaseTable.shipped()).gather(draft);
      boolean seen =
          draft.engine().containers().seen().map(c -> c.seen().size() == 11).orElse(false);
      System.exit(seen ? 0 : 1);
    }
  }

  @Test
  void an_audit_loads_neither_docker_javas_client_nor_bouncy_castle_nor_jna() throws Exception {
    List<String> loaded;
    try (FakeEngine fake = new FakeEngine(directory).recorded("1.45")) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xlog:class+load:stdout",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Gather.class.getName(),
                  fake.endpoint().socketPath())
              .redirectErrorStream(true)
              .start();
      loaded =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(loaded).anyMatch(line -> line.contains("io.bulkhead.engine.http.Wire "));
    assertThat(loaded)
        .noneMatch(line -> line.contains("com.github.dockerjava.core."))
        .noneMatch(line -> line.contains("com.github.dockerjava.api."))
        .noneMatch(line -> line.contains("org.bouncycastle."))
        .noneMatch(line -> line.contains("org.apache.hc.client5."))
        .noneMatch(line -> line.contains("com.google.common."))
        .noneMatch(line -> line.contains("com.sun.jna."))
        .noneMatch(line -> line.contains("io.bulkhead.engine.command."));
  }
}
