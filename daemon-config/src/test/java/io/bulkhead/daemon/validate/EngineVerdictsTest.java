package io.bulkhead.daemon.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.daemon.HostTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that real engines started with, or did not: ours is the same judgement. */
class EngineVerdictsTest {
  private static final int FLAGS = 1;
  private static final int TEXT = 2;
  private static final int FIRST_VERSION = 3;

  /** Where we judge otherwise, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "key-validate",
          "the engine met the key beside the flag of its own check, which no service has",
          "val-cpu-rt",
          "26.1 asked that machine's kernel; the engine itself starts",
          "val-data-root-relative",
          "20.10 was stopped by that machine's containerd, not by the path",
          "val-storage-driver-devicemapper",
          "Debian's 20.10 is built without it, others are not: doubtful",
          "val-authz-missing",
          "a managed plugin of that name is not visible in files: doubtful",
          "val-containerd-missing-sock",
          "28.5 waits a minute for the socket and starts then: a start nobody waits for",
          "val-rootless",
          "whether rootlesskit starts the engine does not stand in the configuration: doubtful");

  /** The machine of ORIGIN.md. */
  private static HostTree machine() {
    return new HostTree()
        .put("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
        .put("/etc/group", "root:x:0:\ndocker:x:105:\n")
        .put("/etc/subuid", "dockremap:100000:65536\n")
        .put("/etc/subgid", "dockremap:100000:65536\n");
  }

  @ParameterizedTest
  @CsvSource({"20.10.24, 0, 136", "26.1.5, 1, 136", "28.5.2, 2, 135", "29.7.2, 3, 136"})
  void we_judge_as_the_engine_did(String version, int column, int alike) throws IOException {
    Map<String, String> differ = new TreeMap<>();
    List<String[]> rows = rows();
    for (String[] row : rows) {
      List<String> argv = new ArrayList<>(List.of("dockerd"));
      argv.addAll(row[FLAGS].isEmpty() ? List.of() : List.of(row[FLAGS].split(" ")));
      List<Daemon.Problem> problems =
          new ConfigValidator(machine()).problems(bytes(row[TEXT]), "f", version, argv);
      boolean starts = problems.stream().noneMatch(p -> p.severity().equals("stops"));
      if (starts != row[FIRST_VERSION + column].equals("+")) {
        differ.put(row[0], row[FIRST_VERSION + column] + " " + problems);
      }
    }
    assertThat(OTHERWISE.keySet()).as("%s", differ).containsAll(differ.keySet());
    assertThat(rows).hasSize(139);
    assertThat(rows.size() - differ.size()).as("%s", differ).isGreaterThanOrEqualTo(alike);
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            EngineVerdictsTest.class.getResourceAsStream("engine-verdicts.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(2)
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        bytes.write(c);
        continue;
      }
      char kind = text.charAt(++i);
      if (kind == 'x') {
        bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : '\\');
      }
    }
    return bytes.toByteArray();
  }
}
