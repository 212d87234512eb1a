package io.bulkhead.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Mount;
import io.bulkhead.audit.snapshot.Container.Published;
import io.bulkhead.engine.json.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFactsTest {
  private static JsonNode recorded(String api, String name) throws Exception {
    return Trees.parse(
        Files.readAllBytes(
            Path.of("src/test/resources/engine", api, "containers", name + ".json")));
  }

  private static VolumeFacts volumes(String api) throws Exception {
    return VolumeFacts.of(
        VolumeFacts.listed(
            Trees.parse(
                Files.readAllBytes(Path.of("src/test/resources/engine", api, "volumes.json")))));
  }

  private static ContainerFacts.Known known(VolumeFacts volumes) {
    return new ContainerFacts.Known(volumes, true, List.of(), List.of());
  }

  private static Container map(String api, String name) throws Exception {
    return ContainerFacts.of(recorded(api, name), known(volumes(api)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void a_published_container_shows_ports_log_options_and_names_of_variables(String api)
      throws Exception {
    Container web = map(api, "web");
    assertThat(web.name()).isEqualTo("web");
    assertThat(web.restartPolicy()).isEqualTo("always");
    assertThat(web.logDriver()).isEqualTo("json-file");
    assertThat(web.logOptions()).containsExactly(Map.entry("max-size", "10m"));
    assertThat(web.labels()).containsEntry("team", "red");
    assertThat(web.environmentNames()).contains("TOKEN", "EMPTY");
    assertThat(web.toString()).doesNotContain("hunter2");
    assertThat(web.network().published())
        .contains(new Published("127.0.0.1", "8080", "80/tcp"))
        .anyMatch(p -> p.hostPort().equals("9090") && p.containerPort().equals("9090/udp"));
    assertThat(web.network().addresses().get("bridge")).startsWith("172.17.0.");
    assertThat(web.pid()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void a_powerful_container_shows_every_shared_namespace(String api) throws Exception {
    Container boss = map(api, "boss");
    assertThat(boss.security().privileged()).isTrue();
    assertThat(boss.security().pidMode()).isEqualTo("host");
    assertThat(boss.security().networkMode()).isEqualTo("host");
    assertThat(boss.security().ipcMode()).isEqualTo("host");
    assertThat(boss.security().utsMode()).isEqualTo("host");
    assertThat(boss.security().usernsMode()).isEqualTo("host");
    assertThat(boss.mounts()).containsExactly(new Mount("bind", "", "/", "/host", true, "rslave"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void capabilities_lose_their_prefix_and_options_stay_raw(String api) throws Exception {
    Container.Security security = map(api, "caps").security();
    assertThat(security.capAdd()).containsExactlyInAnyOrder("NET_ADMIN", "SYS_ADMIN");
    assertThat(security.capDrop()).containsExactly("MKNOD");
    assertThat(security.options())
        .containsExactlyInAnyOrder("no-new-privileges", "seccomp=unconfined");
    assertThat(security.readonlyRootfs()).isTrue();
    assertThat(security.devices()).containsExactly("/dev/null");
    assertThat(map(api, "caps").user()).isEqualTo("1000:1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void a_volume_that_is_a_bind_in_disguise_shows_what_it_mounts(String api) throws Exception {
    Container sock = map(api, "sock");
    assertThat(sock.mounts())
        .contains(
            new Mount("bind", "", "/var/run/docker.sock", "/s.sock", false, "rprivate"),
            new Mount("volume", "disguised", "/run", "/d", true, ""),
            new Mount("volume", "plain", "/var/lib/docker/volumes/plain/_data", "/p", true, ""));
    assertThat(sock.engineHostVariable()).isEqualTo("tcp://(redacted)@10.0.0.1:2375");
    assertThat(sock.toString()).doesNotContain("secret@").doesNotContain("user:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void stopped_containers_show_what_they_will_ask_for(String api) throws Exception {
    Container never = map(api, "never");
    assertThat(never.state()).isEqualTo("created");
    assertThat(never.pid()).isZero();
    assertThat(never.security().capDrop()).containsExactly("ALL");
    assertThat(never.security().cgroupnsMode()).isEqualTo("private");
    assertThat(never.network().published()).containsExactly(new Published("", "6060", "60/tcp"));
    Container finished = map(api, "finished");
    assertThat(finished.state()).isEqualTo("exited");
    assertThat(finished.logDriver()).isEqualTo("none");
    assertThat(finished.network().published()).extracting(Published::hostPort).contains("7070");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.41", "1.45"})
  void links_name_the_other_and_the_alias(String api) throws Exception {
    assertThat(map(api, "linked").network().links()).containsExactly("web:frontend");
    assertThat(map(api, "gone").autoRemove()).isTrue();
    assertThat(map(api, "frozen").state()).isEqualTo("paused");
    assertThat(map(api, "inback").network().addresses()).containsOnlyKeys("back");
  }

  @Test
  void process_ids_of_another_host_are_not_taken_over() throws Exception {
    assertThat(
            ContainerFacts.of(
                    recorded("1.45", "web"),
                    new ContainerFacts.Known(volumes("1.45"), false, List.of(), List.of()))
                .pid())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Privileged",
        "NetworkMode",
        "PidMode",
        "IpcMode",
        "UTSMode",
        "UsernsMode",
        "Devices"
      })
  void a_missing_field_is_never_taken_for_harmless(String field) throws Exception {
    JsonNode inspect = recorded("1.45", "boss");
    ((ObjectNode) inspect.path("HostConfig")).remove(field);
    assertThatThrownBy(() -> ContainerFacts.of(inspect, known(VolumeFacts.NONE)))
        .isInstanceOf(Incomplete.class)
        .hasMessage("the reply to GET /containers/ID/json has no usable HostConfig." + field);
  }

  @Test
  void missing_mounts_are_not_taken_for_none() throws Exception {
    JsonNode inspect = recorded("1.45", "boss");
    ((ObjectNode) inspect).remove("Mounts");
    assertThatThrownBy(() -> ContainerFacts.of(inspect, known(VolumeFacts.NONE)))
        .hasMessageContaining("Mounts");
  }

  @Test
  void secrets_in_log_options_are_hidden() throws Exception {
    JsonNode inspect = recorded("1.45", "web");
    ObjectNode config = (ObjectNode) inspect.path("HostConfig").path("LogConfig").path("Config");
    config.put("splunk-token", "hunter2").put("splunk-url", "https://u:hunter2@log.example");
    assertThat(ContainerFacts.of(inspect, known(VolumeFacts.NONE)).logOptions())
        .containsEntry("splunk-token", "(redacted)")
        .containsEntry("splunk-url", "https://(redacted)@log.example");
  }

  @Test
  void a_volume_that_was_not_listed_is_known_to_be_unknown() throws Exception {
    assertThat(VolumeFacts.NONE.unknownIn(recorded("1.45", "sock")))
        .isEqualTo(List.of("disguised", "plain"));
    assertThat(volumes("1.45").unknownIn(recorded("1.45", "sock"))).isEmpty();
  }
}
