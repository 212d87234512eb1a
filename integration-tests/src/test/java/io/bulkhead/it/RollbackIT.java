package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parts of a set, several sets, and other people's edits: on whole hosts and below another root.
 */
@RealEngine
class RollbackIT {
  private static final String CONFIG = "/etc/docker/daemon.json";

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void parts_of_a_set_go_back_and_the_edits_of_others_stay(String suite) {
    try (RigHost host = RigHost.up("rollback", suite)) {
      host.importImage();
      host.sleeper("left");
      host.sleeper("right", "--restart", "always");
      host.bulkhead("apply", "--yes", "--only", "DMN-001,DMN-002,DMN-003,DMN-005").exits(0);
      assertThat(host.reaches("left", "right")).isFalse();
      host.shell("sed -i 's/^{/{\\n  \"dns\": [\"9.9.9.9\"],/' " + CONFIG).exits(0);

      String icc = number(host.bulkhead("show", "last", "--format", "json"), "DMN-001");
      Ran part = host.bulkhead("rollback", "--only", icc, "--yes").exits(0);
      assertThat(part.out()).contains("\"dns\" in " + CONFIG + " (added since, not ours)");
      assertThat(host.reaches("left", "right")).isTrue();
      assertThat(host.text("docker", "info", "-f", "{{.LiveRestoreEnabled}}")).isEqualTo("true");
      assertThat(host.text("cat", CONFIG))
          .contains("9.9.9.9", "no-new-privileges", "max-size")
          .doesNotContain("icc");
      JsonNode set = host.bulkhead("history", "--format", "json").exits(0).json();
      assertThat(set.path("sets").path(1).path("state").asText()).isEqualTo("partly-undone");
      assertThat(set.path("sets").path(1).path("standing")).hasSize(3);

      host.shell("sed -i 's/\"10m\"/\"50m\"/' " + CONFIG).exits(0);
      assertThat(host.bulkhead("status").exits(0).out()).contains("1 thing of it changed since");
      String started = host.text("systemctl", "show", "-p", "MainPID", "docker");
      Ran refused = host.bulkhead("rollback", "--yes").exits(3);
      assertThat(refused.said())
          .contains("somebody made it \"50m\"", "--skip-conflicts", "--force");
      assertThat(host.text("systemctl", "show", "-p", "MainPID", "docker")).isEqualTo(started);

      assertThat(host.bulkhead("rollback", "--skip-conflicts", "--yes").exits(5).err())
          .contains("1 change was left");
      assertThat(host.text("docker", "info", "-f", "{{.LiveRestoreEnabled}}")).isEqualTo("false");
      host.bulkhead("rollback", "--force", "--yes").exits(0);
      assertThat(host.text("cat", CONFIG)).isEqualTo("{\n  \"dns\": [\"9.9.9.9\"]\n}");
      host.bulkhead("rollback", "last", "--yes").exits(0);
      assertThat(host.text("cat", CONFIG)).contains("50m");
      assertThat(host.text("sh", "-c", "docker ps -q | wc -l")).isEqualTo("2");
      assertThat(host.bulkhead("history", "verify").exits(0).out()).contains("Verified.");
    }
  }

  private static String number(Ran shown, String check) {
    for (JsonNode change : shown.exits(0).json().path("plan").path("changes")) {
      if (change.path("fixes").toString().contains(check)) {
        return change.path("n").asText();
      }
    }
    throw new AssertionError("no change for " + check + " in " + shown);
  }

  private static Bulkhead below(Path root) throws IOException {
    Files.createDirectories(root.resolve("etc/docker"));
    Files.writeString(root.resolve("etc/hostname"), "web-03\n");
    Files.writeString(root.resolve("etc/docker/daemon.json"), "{\n  \"debug\": true\n}\n");
    return Bulkhead.plain().option("--root", root.toString());
  }

  private static String last(Bulkhead bulkhead) {
    return bulkhead
        .now("history", "--format", "json")
        .exits(0)
        .json()
        .path("sets")
        .path(0)
        .path("id")
        .asText();
  }

  @Test
  void later_sets_about_the_same_key_are_named_and_taken_along(
      @TempDir(factory = Own.class) Path tree) throws IOException {
    Bulkhead bulkhead = below(tree);
    Path config = tree.resolve("etc/docker/daemon.json");
    String before = Files.readString(config);
    bulkhead.now("apply", "--yes", "--only", "DMN-001,DMN-002").exits(0);
    String first = last(bulkhead);
    Files.writeString(config, Files.readString(config).replace("\"icc\": false", "\"icc\": true"));
    bulkhead.now("apply", "--yes", "--only", "DMN-001").exits(0);
    String second = last(bulkhead);
    bulkhead.now("apply", "--yes", "--only", "DMN-003").exits(0);

    Ran refused = bulkhead.now("rollback", first, "--yes").exits(3);
    assertThat(refused.said()).contains("came after", "--with-dependents");
    bulkhead.now("rollback", first, "--only", "2", "--yes").exits(0);
    bulkhead.now("rollback", "last", "--yes").exits(0);
    String kept = Files.readString(config);

    bulkhead.now("rollback", "--to", second, "--yes").exits(0);
    assertThat(Files.readString(config)).doesNotContain("live-restore").contains("\"icc\": false");
    bulkhead.now("rollback", "last", "--yes").exits(0);
    assertThat(Files.readString(config)).isEqualTo(kept);

    Ran along = bulkhead.now("rollback", first, "--with-dependents", "--force", "--yes").exits(0);
    assertThat(along.out()).contains("(" + second.substring(second.length() - 4) + "/");
    assertThat(Files.readString(config)).contains("live-restore").doesNotContain("icc");
    bulkhead.now("rollback", "--yes").exits(0);
    assertThat(Files.readString(config)).isEqualTo(before);
  }

  @Test
  void a_forgotten_set_cannot_be_undone_and_the_chain_still_holds(
      @TempDir(factory = Own.class) Path tree) throws IOException {
    Bulkhead bulkhead = below(tree);
    bulkhead.now("apply", "--yes", "--only", "DMN-001").exits(0);
    JsonNode chain = bulkhead.now("history", "--format", "json").exits(0).json().path("chain");
    String head = chain.path("head").asText();
    String forgot = bulkhead.now("history", "forget", last(bulkhead), "--yes").exits(0).out();
    assertThat(forgot).contains("Forgot the contents of 1 set");
    assertThat(tree.resolve("var/lib/bulkhead/blobs")).isEmptyDirectory();
    assertThat(bulkhead.now("rollback", "--yes").exits(3).err()).contains("were forgotten at");
    Ran verified = bulkhead.now("history", "verify", "--head", head).exits(0);
    assertThat(verified.out()).contains("1 record came after it", "Verified.");
    Path journal = tree.resolve("var/lib/bulkhead/journal/00000001.log");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[bytes.length / 2] ^= 1;
    Files.write(journal, bytes);
    assertThat(bulkhead.now("history", "verify").exits(3).err()).contains("damaged at byte");
  }
}
