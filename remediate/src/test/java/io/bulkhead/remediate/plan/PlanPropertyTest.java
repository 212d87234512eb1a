package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.DAEMON_JSON;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetState;
import io.bulkhead.remediate.apply.SetSummary;
import io.bulkhead.remediate.json.PlanJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for every configuration file, whatever its formatting. */
class PlanPropertyTest {
  private static final String UNIT = "/usr/lib/systemd/system/docker.service";

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  /** A random file with some lax settings, in a random style. */
  private static String file(SplittableRandom random) {
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"debug\": false",
                "\"proxies\": {\"http-proxy\": \"http://user:secret@proxy.example:3128\"}",
                "\"labels\": [\"a=b\",\"c=ü\"]",
                "\"icc\": true",
                "\"userland-proxy\":true",
                "\"live-restore\" : false",
                "\"log-opts\": {\"labels\": \"x\"}",
                "\"max-concurrent-downloads\": 3"));
    Collections.shuffle(members, new java.util.Random(random.nextLong()));
    List<String> some = members.subList(0, random.nextInt(members.size() + 1));
    String line = random.nextBoolean() ? "\n" : "\r\n";
    String indent = List.of("", "  ", "\t", "    ").get(random.nextInt(4));
    String separator = random.nextBoolean() ? "," + line + indent : ", ";
    String end = random.nextBoolean() ? line : "";
    return some.isEmpty()
        ? "{}" + end
        : "{" + line + indent + String.join(separator, some) + line + "}" + end;
  }

  /** The host as the engine and its files would show it after reading this file. */
  private static HostSnapshot host(FakeTargets targets) {
    DaemonSample daemon = DaemonSample.systemd();
    EngineSample engine = EngineSample.debian13();
    Map<String, ConfigValue> entries = entries(targets.text(DAEMON_JSON));
    entries.forEach(daemon::set);
    engine.liveRestore(entries.getOrDefault("live-restore", ConfigValue.of(false)).isTrue());
    engine.bridgeOption(
        "com.docker.network.bridge.enable_icc",
        String.valueOf(entries.getOrDefault("icc", ConfigValue.of(true)).isTrue()));
    if (targets.exists(DAEMON_JSON)) {
      daemon.configFile(new Daemon.ConfigFile(DAEMON_JSON, true, "0".repeat(64), true, 1));
    }
    SnapshotBuilder draft = Samples.host(engine, daemon);
    stat(draft, targets, DAEMON_JSON);
    stat(draft, targets, UNIT);
    return draft.build();
  }

  private static void stat(SnapshotBuilder draft, FakeTargets targets, String path) {
    if (targets.exists(path)) {
      Attributes a = targets.attributes(path);
      draft.file(path, Samples.regular(path, a.mode(), a.uid(), a.gid()));
    }
  }

  private static Map<String, ConfigValue> entries(String text) {
    try {
      ConfigValue root = JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8)).root();
      return root instanceof ConfigValue.Table table ? table.entries() : Map.of();
    } catch (JsonProblem e) {
      throw new AssertionError(e);
    }
  }

  private static FakeTargets targets(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FakeTargets targets =
        new FakeTargets()
            .object(UNIT, new Attributes(random.nextBoolean() ? 0666 : 0644, 0, random.nextInt(2)));
    if (random.nextInt(5) > 0) {
      int mode = random.nextBoolean() ? 0644 : 0664;
      targets.with(
          DAEMON_JSON, file(random).getBytes(StandardCharsets.UTF_8), new Attributes(mode, 0, 0));
    }
    return targets;
  }

  private static Prepared plan(FakeTargets targets) {
    return Planning.prepare(host(targets), targets, Selection.ALL, Planning.NO_DOCKERD);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_second_plan_after_the_first_was_applied_is_empty(long seed) {
    FakeTargets targets = targets(seed);
    Prepared first = plan(targets);
    assertThat(first.plan().changes()).as("%s", first.plan().unfixed()).isNotEmpty();
    targets.apply(first);
    assertThat(plan(targets).plan().changes()).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_rollback_of_an_untouched_set_restores_every_byte_mode_and_owner(long seed)
      throws RemediationException {
    FakeTargets targets = targets(seed);
    boolean existed = targets.exists(DAEMON_JSON);
    String before = targets.text(DAEMON_JSON);
    Optional<Attributes> owned =
        existed ? Optional.of(targets.attributes(DAEMON_JSON)) : Optional.empty();
    Attributes unit = targets.attributes(UNIT);
    Prepared forward = plan(targets);
    targets.apply(forward);
    SetDetail set = set(forward);
    Prepared back =
        new RollbackPlanner(
                new FakePast(set),
                Optional.of(host(targets)),
                targets,
                targets.files(),
                Planning.NO_DOCKERD)
            .plan(RollbackRequest.of(set.summary().id()))
            .prepared();
    assertThat(back.plan().conflicts()).isEmpty();
    assertThat(back.plan().changes()).hasSameSizeAs(forward.plan().changes());
    targets.apply(back);
    assertThat(targets.exists(DAEMON_JSON)).isEqualTo(existed);
    assertThat(targets.text(DAEMON_JSON)).isEqualTo(before);
    assertThat(existed ? Optional.of(targets.attributes(DAEMON_JSON)) : Optional.empty())
        .isEqualTo(owned);
    assertThat(targets.attributes(UNIT)).isEqualTo(unit);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void the_diff_given_to_patch_makes_exactly_the_new_file(long seed, @TempDir Path directory)
      throws IOException, InterruptedException {
    FakeTargets targets = targets(seed);
    byte[] before = targets.file(DAEMON_JSON).content();
    boolean existed = targets.exists(DAEMON_JSON);
    Prepared prepared = plan(targets);
    byte[] after = prepared.contents().get(written(prepared.plan()));
    List<String> diff = UnifiedDiff.of("/daemon.json", existed, before, after);
    Path file = directory.resolve("daemon.json");
    if (existed) {
      Files.write(file, before);
    }
    Path patch = directory.resolve("p.diff");
    Files.writeString(patch, String.join("\n", diff) + "\n");
    Process run =
        new ProcessBuilder("patch", "--binary", "-s", "-p1", "-i", patch.toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(said + String.join("\n", diff)).isZero();
    assertThat(Files.readAllBytes(file)).isEqualTo(after);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void a_plan_read_back_is_the_same_plan_and_tells_no_secret(long seed)
      throws RemediationException {
    Plan plan = plan(targets(seed)).plan();
    byte[] json = PlanJson.write(plan);
    assertThat(PlanJson.read(json)).isEqualTo(plan);
    assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("user:secret");
  }

  private static String written(Plan plan) {
    return plan.steps().stream()
        .filter(s -> s instanceof Step.PutFile)
        .map(s -> ((FileState.Regular) ((Step.PutFile) s).after()).sha256())
        .findFirst()
        .orElseThrow();
  }

  static SetDetail set(Prepared done) {
    SetSummary summary =
        new SetSummary(
            "20261123-1931-7f3a",
            Samples.TAKEN_AT,
            "alice",
            done.plan().changes().size(),
            SetState.APPLIED,
            List.of(),
            "",
            done.plan().digest(),
            done.plan().changes().stream().map(Change::number).toList(),
            false);
    return new SetDetail(
        summary, done.plan(), done.plan().steps(), List.of(), done.contents()::get);
  }
}
