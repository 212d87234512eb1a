package io.bulkhead.it.traps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.it.Bulkhead;
import io.bulkhead.it.EngineUnderTest;
import io.bulkhead.it.RealEngine;
import io.bulkhead.it.Report;
import io.bulkhead.it.Run;
import io.bulkhead.it.traps.Staged.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every situation in which another tool was seen to give a wrong verdict on containers, images or
 * volumes, made on one real engine and judged by one audit. The rows are the table: {@link
 * ContainerTraps} and {@link ImageTraps}; swarms and settings of the engine have tests of their
 * own.
 */
@RealEngine
class TrapsIT {
  private static EngineUnderTest engine;
  private static Report audit;
  private static String before;

  @BeforeAll
  static void make() throws IOException {
    Path whole = ContainerTraps.HERE.resolve(ContainerTraps.RUNTIME);
    engine =
        EngineUnderTest.up(
            ContainerTraps.ENGINE, "--add-runtime", ContainerTraps.RUNTIME + "=" + whole);
    files(whole);
    volume("etc", "type=none", "o=bind", "device=/etc");
    Path upper = Files.createDirectories(ContainerTraps.HERE.resolve("upper"));
    Path work = Files.createDirectories(ContainerTraps.HERE.resolve("work"));
    volume(
        "layered",
        "type=overlay",
        "device=overlay",
        "o=lowerdir=/etc,upperdir=" + upper + ",workdir=" + work);
    volume("kernel", "type=sysfs", "device=sysfs");
    volume("disk", "type=ext4", "device=" + disk());
    ImageTraps.make(engine);
    for (Staged one : ContainerTraps.ALL) {
      one.make(engine);
    }
    engine.docker("exec", "-d", "--privileged", "session", "sleep", "100000").exits(0);
    engine.docker("exec", "-d", "--user", "+0", "session", "sleep", "100000").exits(0);
    Run.command("sh", "-ec", AROUND, "sh", ContainerTraps.ENGINE).text();
    before = Instant.now().toString();
    audit = Bulkhead.on(engine).audit("--profile", "all");
  }

  /** A limit on the cgroup above one container, and a firewall that lets nothing in. */
  private static final String AROUND =
      """
      ip netns exec "bulkhead-it-$1" iptables -P INPUT DROP
      for file in memory/bulkhead-it-$1/limited/memory.limit_in_bytes bulkhead-it-$1/limited/memory.max; do
        [ ! -e "/sys/fs/cgroup/$file" ] || echo 100M >"/sys/fs/cgroup/$file"
      done
      """;

  private static void files(Path runtime) throws IOException {
    Path here = ContainerTraps.HERE;
    Files.writeString(
        runtime,
        """
        #!/bin/sh
        # runc; a capability that this machine withholds is not asked for
        before=
        for word; do
          case $before in
            --bundle) sed -i 's/"CAP_SYS_RESOURCE",//g' "$word/config.json" ;;
            --process) sed -i 's/"CAP_SYS_RESOURCE",//g' "$word" ;;
          esac
          before=$word
        done
        exec runc "$@"
        """);
    Files.writeString(here.resolve("allow.json"), "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
    Files.writeString(here.resolve("passwd"), "app:x:0:0::/:/bin/sh\n");
    Files.writeString(here.resolve("sshd"), "#!/bin/sh\nwhile :; do sleep 1000; done\n");
    Run.command("chmod", "755", runtime.toString(), here + "/sshd").text();
  }

  private static void volume(String name, String... options) {
    String[] words = new String[2 * options.length + 3];
    words[0] = "volume";
    words[1] = "create";
    for (int i = 0; i < options.length; i++) {
      words[2 + 2 * i] = "-o";
      words[3 + 2 * i] = options[i];
    }
    words[words.length - 1] = name;
    engine.docker(words).exits(0);
  }

  private static String disk() {
    return Run.command("find", "/dev", "-maxdepth", "1", "-type", "b")
        .text()
        .lines()
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  static Stream<Expected> table() {
    return Stream.concat(
        ContainerTraps.ALL.stream().flatMap(one -> one.expected().stream()),
        ImageTraps.ALL.stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void is_judged_as_it_is(Expected expected) {
    assertThat(audit.bySubject(expected.check()))
        .as(expected.trap())
        .containsEntry(expected.object(), expected.outcome());
  }

  @Test
  void an_image_of_many_names_is_one_finding() {
    assertThat(audit.bySubject("IMG-004").keySet())
        .filteredOn(name -> name.startsWith("image worst"))
        .containsExactly("image worst:1");
  }

  @Test
  void nothing_was_run_inside_a_container_to_look_at_it() {
    String events =
        engine
            .docker(
                "events",
                "--since",
                before,
                "--until",
                Instant.now().toString(),
                "--filter",
                "type=container")
            .exits(0)
            .out();
    assertThat(events).isEmpty();
  }

  @Test
  void ways_to_the_host_are_counted_and_the_shortest_is_named() {
    JsonNode finding = audit.finding("CTR-053");
    assertThat(finding.toString()).contains("this is the shortest");
  }

  @Test
  void no_secret_of_these_is_shown() {
    assertThat(audit.json().toString()).doesNotContain("hunter2");
  }
}
