package io.bulkhead.daemon.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.daemon.flags.CommandLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestatedTest {
  private static final String UNIT = "docker.service";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dockerd --icc -H fd:// | icc | dockerd -H fd://",
        "dockerd -H fd:// --icc=false $DOCKER_OPTS | icc | dockerd -H fd:// $DOCKER_OPTS",
        "-/usr/bin/dockerd  --log-opt  max-size=1m  --log-opt max-file=3 -D | log-opts | -/usr/bin/dockerd -D",
        "dockerd -DH fd:// --x | hosts | dockerd -D --x",
        "dockerd -DH fd:// | debug | dockerd -H fd://",
        "dockerd -Hfd:// -H=unix:///a | hosts | dockerd",
        "@/usr/bin/dockerd docker --icc --mtu 1400 | icc | @/usr/bin/dockerd docker --mtu 1400",
        "dockerd --label 'a=b c' \"--label=x y\" -H fd:// | labels | dockerd -H fd://",
        "dockerd --data-root %S/docker --icc | icc | dockerd --data-root %S/docker",
        "dockerd --dns ${DNS} --icc | dns | dockerd --icc",
        "dockerd --icc --mtu 1400 --log-level=warn | icc mtu log-level | dockerd",
      })
  void a_flag_goes_and_all_else_stays(String raw, String keys, String left) {
    assertThat(Restated.command(raw, Set.of(keys.split(" ")))).contains(left);
  }

  @Test
  void a_command_without_the_flag_is_not_restated() {
    assertThat(Restated.command("dockerd -H fd:// --icc-mode x", Set.of("icc"))).isEmpty();
  }

  @Test
  void what_a_generated_command_says_afterwards_is_what_it_said_without_the_flag() {
    Random random = new Random(20_261_124);
    List<String> flags =
        List.of(
            "--icc",
            "--icc=false",
            "-D",
            "--mtu 1400",
            "--mtu=1400",
            "-H fd://",
            "-Hunix:///x",
            "--log-opt max-size=1m",
            "--log-opt=tag='a b'",
            "\"--label=x y\"",
            "--label a=b",
            "-l warn",
            "-DH tcp://127.0.0.1:2375",
            "$OPTS",
            "${ONE}",
            "--dns 1.1.1.1");
    Set<String> keys = Set.of("icc", "mtu", "hosts", "log-opts", "labels", "debug", "dns");
    for (int run = 0; run < 3000; run++) {
      List<String> words = new ArrayList<>(List.of("/usr/bin/dockerd"));
      for (int i = random.nextInt(7); i >= 0; i--) {
        words.add(flags.get(random.nextInt(flags.size())));
      }
      String raw = String.join(random.nextBoolean() ? " " : "  ", words);
      String key = List.copyOf(keys).get(random.nextInt(keys.size()));
      String left = Restated.command(raw, Set.of(key)).orElse(raw);
      CommandLine before = said(raw);
      CommandLine after = said(left);
      assertThat(after.value(key)).as(raw).isEmpty();
      for (String other : keys) {
        if (!other.equals(key)) {
          assertThat(after.value(other))
              .as("%s without %s: %s", raw, key, left)
              .isEqualTo(before.value(other));
        }
      }
    }
  }

  /** Unexpanded: what variables hold is not the command's. */
  private static CommandLine said(String raw) {
    return CommandLine.parse(Words.of(raw).stream().filter(word -> !word.startsWith("$")).toList());
  }

  @Test
  void a_drop_in_is_read_back_as_the_command_without_the_flag() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put("/etc/default/docker", "DOCKER_OPTS='--mtu 1400'\n")
            .put(
                "/lib/systemd/system/docker.service",
                """
                [Service]
                Environment="EXTRA=--icc=true --dns 1.1.1.1"
                EnvironmentFile=-/etc/default/docker
                ExecStart=/usr/sbin/dockerd -H fd:// \\
                  --icc=true $EXTRA $DOCKER_OPTS
                """);
    Service before = Service.read(files, UNIT).seen().orElseThrow();
    assertThat(DropIn.inUnit(before, Set.of("icc", "mtu"))).containsExactly("icc");
    assertThat(DropIn.inFiles(before, "mtu")).containsEntry("/etc/default/docker", "DOCKER_OPTS");
    String path = DropIn.path(before);
    assertThat(path).isEqualTo("/etc/systemd/system/docker.service.d/90-bulkhead.conf");
    files.put(path, DropIn.text(before, Set.of("icc"), ""));
    Service after = Service.read(files, UNIT).seen().orElseThrow();
    assertThat(after.problems()).isEmpty();
    assertThat(after.argv().seen().orElseThrow())
        .containsExactly("/usr/sbin/dockerd", "-H", "fd://", "--dns", "1.1.1.1", "--mtu", "1400");
    files.put(path, DropIn.text(after, Set.of("hosts"), files.text(path).seen().orElseThrow()));
    assertThat(Service.read(files, UNIT).seen().orElseThrow().argv().seen().orElseThrow())
        .containsExactly("/usr/sbin/dockerd", "--dns", "1.1.1.1", "--mtu", "1400");
  }

  @Test
  void the_drop_in_is_applied_after_all_others() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put(
                "/lib/systemd/system/docker.service",
                "[Service]\nExecStart=/usr/bin/dockerd --icc\n")
            .put(
                "/etc/systemd/system/docker.service.d/99-opts.conf", "[Service]\nRestart=always\n");
    assertThat(DropIn.path(Service.read(files, UNIT).seen().orElseThrow()))
        .endsWith("/zz-bulkhead.conf");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DOCKER_OPTS=\"--icc --mtu 1\" | DOCKER_OPTS=\"--mtu 1\"",
        "export DOCKER_OPTS='--mtu 1 --icc=true' | export DOCKER_OPTS='--mtu 1'",
        "DOCKER_OPTS=--icc | DOCKER_OPTS=",
        "#DOCKER_OPTS=\"--x\"\\nDOCKER_OPTS=\"--icc\"\\nOTHER=1 | #DOCKER_OPTS=\"--x\"\\nDOCKER_OPTS=\"\"\\nOTHER=1",
      })
  void a_variable_is_edited_in_place(String text, String left) {
    assertThat(VariableText.without(text.replace("\\n", "\n"), "DOCKER_OPTS", Set.of("icc")))
        .contains(left.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DOCKER_OPTS=\"--icc \\$X\"",
        "DOCKER_OPTS=\"--icc $X\"",
        "DOCKER_OPTS=\"--icc\\n--mtu 1\"",
        "DOCKER_OPTS=--icc # why",
        "DOCKER_OPTS=--icc\\nDOCKER_OPTS=--icc",
        "DOCKER_OPTS=\"--mtu 1\"",
      })
  void a_variable_that_is_not_one_plain_line_is_not_edited(String text) {
    assertThat(VariableText.without(text.replace("\\n", "\n"), "DOCKER_OPTS", Set.of("icc")))
        .isEmpty();
  }
}
