package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.Engine.Missed;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.engine.http.EngineHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EngineGathererTest {
  private static final EngineHttp.Limits QUICK =
      new EngineHttp.Limits(Duration.ofMillis(500), Duration.ofSeconds(10), 8 << 20);

  @TempDir Path directory;
  private FakeEngine fake;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeEngine(directory);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private SnapshotBuilder draft() {
    return draft(EngineHttp.Limits.DEFAULT);
  }

  private SnapshotBuilder draft(EngineHttp.Limits limits) {
    SnapshotBuilder draft = new SnapshotBuilder();
    new EngineGatherer(fake.endpoint(), ReleaseTable.shipped(), limits).gather(draft);
    return draft;
  }

  private Engine gathered() {
    return draft().engine();
  }

  private static <T> T value(Reading<T> reading) {
    return reading.seen().orElseThrow(() -> new AssertionError("not seen: " + reading));
  }

  private static String reason(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Unreadable.class);
    return ((Reading.Unreadable<?>) reading).reason();
  }

  private static String id(String api, String name) throws IOException {
    String json =
        Files.readString(Path.of("src/test/resources/engine", api, "containers", name + ".json"));
    int at = json.indexOf("\"Id\": \"") + 7;
    return json.substring(at, at + 64);
  }

  @Test
  void an_old_engine_is_read_whole() throws IOException {
    fake.recorded("1.41");
    Engine engine = gathered();
    assertThat(value(engine.version()).version()).isEqualTo("20.10.24+dfsg1");
    assertThat(value(engine.version()).apiVersion()).isEqualTo("1.41");
    assertThat(value(engine.version()).components())
        .containsEntry("containerd", "1.6.20~ds1")
        .containsKey("runc");
    assertThat(value(engine.version()).podman()).isFalse();
    Engine.Info info = value(engine.info());
    assertThat(value(info.liveRestore())).isFalse();
    assertThat(value(info.loggingDriver())).isEqualTo("json-file");
    assertThat(info.securityOptions()).contains("name=seccomp,profile=default");
    assertThat(info.insecureRegistries()).isEmpty();
    assertThat(info.swarmState()).isEqualTo("inactive");
    assertThat(engine.version().origin().strength()).isEqualTo(Strength.CLAIMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void every_container_and_the_default_bridge_are_seen(String api) throws IOException {
    fake.recorded(api);
    Engine engine = gathered();
    Engine.Containers containers = value(engine.containers());
    assertThat(containers.seen())
        .extracting(Container::name)
        .containsExactly(
            "boss",
            "caps",
            "finished",
            "frozen",
            "gone",
            "inback",
            "linked",
            "never",
            "sick",
            "sock",
            "web");
    assertThat(containers.missed()).isEmpty();
    Engine.Network bridge =
        value(engine.networks()).stream()
            .filter(n -> n.name().equals("bridge"))
            .findFirst()
            .orElseThrow();
    assertThat(bridge.options()).containsEntry("com.docker.network.bridge.enable_icc", "true");
    assertThat(bridge.subnets()).containsExactly("172.17.0.0/16");
    assertThat(bridge.containers()).contains(id(api, "web"), id(api, "linked")).hasSize(7);
    assertThat(value(engine.networks()))
        .extracting(Engine.Network::name)
        .containsExactlyInAnyOrder("bridge", "host", "none", "back");
  }

  @Test
  void processes_and_mounted_directories_are_asked_for() throws IOException {
    fake.recorded("1.45");
    SnapshotBuilder draft = draft();
    List<Integer> pids =
        value(draft.engine().containers()).seen().stream()
            .map(Container::pid)
            .filter(p -> p > 0)
            .toList();
    assertThat(pids).hasSize(9);
    assertThat(draft.wantedProcesses()).containsExactlyInAnyOrderElementsOf(pids);
    assertThat(draft.wantedFiles()).contains("/", "/run", "/var/run/docker.sock");
  }

  @Test
  void a_hundred_containers_cost_a_hundred_requests_and_a_few() throws IOException {
    String inspect =
        Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"));
    String template = id("1.45", "web");
    fake.recorded("1.45");
    List<String> ids =
        IntStream.range(0, 100).mapToObj(i -> template.substring(3) + (100 + i)).toList();
    for (String id : ids) {
      fake.json("/containers/" + id + "/json", inspect.replace(template, id));
    }
    fake.json(
        "/containers/json",
        ids.stream()
            .map(id -> "{\"Id\":\"" + id + "\",\"Names\":[\"/web\"]}")
            .collect(Collectors.joining(",", "[", "]")));
    assertThat(value(gathered().containers()).seen())
        .extracting(Container::id)
        .containsExactlyElementsOf(ids);
    assertThat(fake.requests()).hasSizeLessThanOrEqualTo(8 + 100);
    assertThat(fake.connections()).isLessThanOrEqualTo(4);
  }

  @Test
  void a_container_that_vanishes_is_missed_and_the_others_are_seen() throws IOException {
    fake.recorded("1.45");
    String web = id("1.45", "web");
    fake.status("/containers/" + web + "/json", 404, "{\"message\":\"No such container\"}");
    Engine.Containers containers = value(gathered().containers());
    assertThat(containers.seen()).hasSize(10);
    assertThat(containers.missed())
        .containsExactly(new Missed(web, "web", "it was removed while it was looked at"));
  }

  @Test
  void a_container_without_details_is_missed_with_the_reason() throws IOException {
    fake.recorded("1.45");
    String web = id("1.45", "web");
    fake.silent("/containers/" + web + "/json")
        .json("/containers/" + id("1.45", "caps") + "/json", "{}");
    Engine.Containers containers = value(draft(QUICK).engine().containers());
    assertThat(containers.seen()).hasSize(9);
    assertThat(containers.missed())
        .extracting(Missed::name, m -> m.reason().replaceAll(".*(did not answer|has no).*", "$1"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("web", "did not answer"),
            org.assertj.core.groups.Tuple.tuple("caps", "has no"));
  }

  @Test
  void volumes_that_cannot_be_seen_keep_their_containers_from_passing() throws IOException {
    fake.recorded("1.45").status("/volumes", 500, "{\"message\":\"driver is gone\"}");
    SnapshotBuilder draft = draft();
    Engine.Containers containers = value(draft.engine().containers());
    assertThat(containers.seen()).hasSize(11);
    assertThat(containers.missed())
        .extracting(Missed::name, Missed::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "sock", "what its volume disguised, plain mounts could not be seen"));
    assertThat(draft.build().vantage().notes())
        .anyMatch(n -> n.startsWith("what local volumes really mount is not known: "));
  }

  @Test
  void names_are_taken_as_data_whatever_they_hold() throws IOException {
    String evil = "\u001b]0;owned\u0007\u202e<b>";
    String escaped = "\\u001b]0;owned\\u0007\\u202e<b>";
    String web = id("1.45", "web");
    String inspect =
        Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"));
    fake.recorded("1.45")
        .json("/containers/json", "[{\"Id\":\"" + web + "\",\"Names\":[\"/" + escaped + "\"]}]")
        .json("/containers/" + web + "/json", inspect.replace("\"/web\"", "\"/" + escaped + "\""));
    assertThat(value(gathered().containers()).seen())
        .extracting(Container::name)
        .containsExactly(evil);
  }

  @Test
  void an_id_that_is_no_id_is_not_put_into_a_request() {
    fake.json("/containers/json", "[{\"Id\":\"../../exec\",\"Names\":[\"/x\"]}]");
    assertThat(value(gathered().containers()).missed())
        .containsExactly(new Missed("../../exec", "x", "the engine listed it with a malformed id"));
    assertThat(fake.requests()).noneMatch(r -> r.contains("exec"));
  }

  @Test
  void without_an_engine_everything_is_unreadable_and_the_table_is_there() {
    fake.close();
    Engine engine = gathered();
    assertThat(reason(engine.version())).startsWith("there is no socket ");
    assertThat(reason(engine.info())).isEqualTo(reason(engine.version()));
    assertThat(reason(engine.containers())).isEqualTo(reason(engine.version()));
    assertThat(reason(engine.networks())).isEqualTo(reason(engine.version()));
    assertThat(engine.lifecycle()).isEqualTo(ReleaseTable.shipped());
  }

  @Test
  void a_silent_engine_costs_one_deadline_not_four() {
    fake.silent("/version").silent("/info").silent("/containers/json").silent("/networks");
    long begin = System.nanoTime();
    Engine engine = draft(QUICK).engine();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isLessThan(QUICK.perRequest().multipliedBy(4));
    assertThat(reason(engine.version())).contains("did not answer GET /version within 500 ms");
    assertThat(reason(engine.containers())).contains("did not answer GET /containers/json");
  }

  @Test
  void a_web_server_is_not_taken_for_an_engine() {
    fake.json("/version", "{\"hello\":1}").json("/info", "[]").json("/containers/json", "{}");
    Engine engine = gathered();
    assertThat(reason(engine.version())).contains("is no Docker Engine");
    assertThat(reason(engine.info())).contains("is no Docker Engine");
    assertThat(reason(engine.containers())).contains("no usable array");
  }

  @Test
  void fields_an_engine_does_not_have_are_absent() throws IOException {
    String info = Files.readString(Path.of("src/test/resources/engine/1.45/info.json"));
    fake.recorded("1.45").json("/info", info.replace("LiveRestoreEnabled", "Elsewhere"));
    Engine.Info seen = value(gathered().info());
    assertThat(seen.liveRestore()).isInstanceOf(Reading.Absent.class);
    assertThat(seen.liveRestore().origin().source()).isEqualTo("GET /info LiveRestoreEnabled");
  }

  @Test
  void insecure_registries_are_hosts_and_networks_but_not_the_loopback() throws IOException {
    String info =
        Files.readString(Path.of("src/test/resources/engine/1.45/info.json"))
            .replaceFirst("\"127.0.0.0/8\"", "\"127.0.0.0/8\", \"::1/128\", \"10.0.0.0/8\"")
            .replaceFirst(
                "\"docker.io\": \\{",
                "\"reg.example:5000\": {\"Secure\": false}, \"docker.io\": {");
    fake.recorded("1.45").json("/info", info);
    assertThat(value(gathered().info()).insecureRegistries())
        .containsExactly("10.0.0.0/8", "reg.example:5000");
  }

  @Test
  void podman_is_recognised() {
    fake.json(
        "/version",
        "{\"Version\":\"4.3.1\",\"ApiVersion\":\"1.41\","
            + "\"Components\":[{\"Name\":\"Podman Engine\",\"Version\":\"4.3.1\"}]}");
    assertThat(value(gathered().version()).podman()).isTrue();
  }

  @Test
  void the_snapshot_holds_no_secret_of_a_container() throws IOException {
    fake.recorded("1.41");
    HostSnapshot snapshot = draft().build();
    assertThat(snapshot.toString())
        .doesNotContain("hunter2")
        .doesNotContain("user:secret")
        .doesNotContain("secret@");
  }

  private static final String IMAGE = "sha256:" + "a".repeat(64);

  private FakeEngine withImage(String inspect, String history) throws IOException {
    String path = "/images/" + EngineHttp.escaped(IMAGE);
    return fake.recorded("1.45")
        .json("/images/json", "[{\"Id\":\"" + IMAGE + "\",\"RepoTags\":[\"a:1\"]}]")
        .json(path + "/json", inspect)
        .json(path + "/history", history);
  }

  @Test
  void images_are_seen_with_their_history_oldest_first_and_without_secrets() throws IOException {
    withImage(
        "{\"Id\":\""
            + IMAGE
            + "\",\"RepoTags\":[\"a:1\",\"<none>:<none>\"],\"RepoDigests\":null,\"Created\":\"2026-01-01T00:00:00Z\","
            + "\"Size\":7,\"Unknown\":{\"of\":[\"a newer API\"]},\"Config\":{\"User\":\"app\",\"Env\":[\"DB_PASSWORD=hunter2\",\"A=b\"],"
            + "\"Labels\":{\"token\":\"hunter2\"},\"Healthcheck\":{\"Test\":[\"NONE\"]},\"ExposedPorts\":{\"22/tcp\":{}}},"
            + "\"GraphDriver\":{\"Name\":\"overlay2\",\"Data\":{\"UpperDir\":\"/d/u\",\"LowerDir\":\"/d/l1:/d/l2\"}}}",
        "[{\"CreatedBy\":\"ENV DB_PASSWORD=hunter2\",\"Size\":0},{\"CreatedBy\":\"ADD file:x in /\",\"Size\":5}]");
    Engine.Images images = value(gathered().images());
    assertThat(images.missed()).isEmpty();
    Image image = images.seen().get(0);
    assertThat(image.tags()).containsExactly("a:1");
    assertThat(image.digests()).isEmpty();
    assertThat(image.user()).isEqualTo("app");
    assertThat(image.healthTest()).isEqualTo("NONE");
    assertThat(image.exposedPorts()).containsExactly("22/tcp");
    assertThat(image.steps())
        .containsExactly(
            new Image.Step("ADD file:x in /", true, 5),
            new Image.Step("ENV DB_PASSWORD=(redacted)", true, 0));
    assertThat(value(image.layers())).containsExactly("/d/u", "/d/l1", "/d/l2");
    assertThat(image.secrets())
        .extracting(s -> s.place() + ": " + s.sign())
        .containsExactly(
            "environment variable DB_PASSWORD: its name says so",
            "label token: its name says so",
            "step 2 of the history: DB_PASSWORD, whose name says so");
    assertThat(images.toString()).doesNotContain("hunter2");
  }

  @Test
  void the_containerd_store_has_no_directories_to_look_into() throws IOException {
    withImage("{\"Id\":\"" + IMAGE + "\",\"Config\":{}}", "[]");
    assertThat(reason(value(gathered().images()).seen().get(0).layers()))
        .isEqualTo(
            "the engine keeps images in the containerd store, whose layers are no directories that"
                + " could be read");
  }

  @Test
  void an_image_that_cannot_be_inspected_is_missed_with_the_reason() throws IOException {
    withImage("{}", "[]");
    assertThat(value(gathered().images()).missed())
        .containsExactly(
            new Missed(IMAGE, "a:1", "the reply to GET /images/ID/json has no usable Id"));
    fake.status("/images/" + EngineHttp.escaped(IMAGE) + "/json", 404, "{}");
    assertThat(value(gathered().images()).missed())
        .containsExactly(new Missed(IMAGE, "a:1", "it was removed while it was looked at"));
    fake.status("/images/json", 500, "{\"message\":\"disk is gone\"}");
    assertThat(reason(gathered().images())).contains("disk is gone");
    assertThat(value(gathered().containers()).seen()).hasSize(11);
  }

  @Test
  void variables_of_the_image_are_not_the_containers() throws IOException {
    withImage("{\"Id\":\"" + IMAGE + "\",\"Config\":{\"Env\":[\"TOKEN=hunter2\"]}}", "[]");
    String web = id("1.45", "web");
    String inspect =
        Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"))
            .replaceFirst("\"Image\": \"sha256:[0-9a-f]{64}\"", "\"Image\": \"" + IMAGE + "\"");
    assertThat(value(gathered().containers()).seen())
        .filteredOn(c -> c.name().equals("web"))
        .allMatch(c -> !c.secrets().isEmpty());
    fake.json("/containers/" + web + "/json", inspect);
    assertThat(value(gathered().containers()).seen())
        .filteredOn(c -> c.name().equals("web"))
        .hasSize(1)
        .allMatch(c -> c.secrets().isEmpty());
  }

  @Test
  void what_docker_exec_started_is_seen() throws IOException {
    String web = id("1.45", "web");
    String exec = "e".repeat(64);
    String inspect =
        Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"))
            .replace(
                "\"ExecIDs\": null", "\"ExecIDs\": [\"" + exec + "\", \"" + "f".repeat(64) + "\"]");
    fake.recorded("1.45")
        .json("/containers/" + web + "/json", inspect)
        .json(
            "/exec/" + exec + "/json",
            "{\"ID\":\"e\",\"Running\":true,\"ProcessConfig\":{\"privileged\":true,\"user\":\"root\",\"entrypoint\":\"sh\"}}");
    Engine.Containers containers = value(gathered().containers());
    assertThat(containers.missed()).isEmpty();
    assertThat(containers.seen())
        .filteredOn(c -> c.name().equals("web"))
        .allMatch(
            c ->
                c.course()
                    .execs()
                    .equals(List.of(new Container.Exec("e", true, true, "root", "sh"))));
    fake.status("/exec/" + exec + "/json", 500, "{\"message\":\"no\"}");
    assertThat(value(gathered().containers()).missed())
        .extracting(Missed::name)
        .containsExactly("web");
  }

  @Test
  void huge_labels_are_cut_and_secrets_in_volume_options_are_not_kept() throws IOException {
    String web = id("1.45", "web");
    String inspect =
        Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"))
            .replace("\"team\": \"red\"", "\"team\": \"" + "x".repeat(1_000_000) + "\"");
    fake.recorded("1.45")
        .json("/containers/" + web + "/json", inspect)
        .json(
            "/volumes",
            "{\"Volumes\":[{\"Name\":\"c\",\"Driver\":\"local\",\"Options\":{\"type\":\"cifs\","
                + "\"o\":\"username=a,password=hunter2\",\"device\":\"//nas/x\"}}]}");
    Engine engine = gathered();
    assertThat(value(engine.containers()).seen())
        .filteredOn(c -> c.name().equals("web"))
        .allMatch(c -> c.labels().getOrDefault("team", "").endsWith("… (1000000 characters)"))
        .allMatch(c -> c.labels().getOrDefault("team", "").length() < 4200);
    assertThat(value(engine.volumes()).get(0).options())
        .containsEntry("o", "username=a,password=(redacted)");
    assertThat(value(engine.volumes()).get(0).secrets().get(0).sign())
        .isEqualTo("password, its name says so");
  }
}
