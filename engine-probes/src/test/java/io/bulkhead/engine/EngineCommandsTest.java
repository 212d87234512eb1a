package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.engine.http.EngineCallException;
import io.bulkhead.engine.http.EngineCallException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(40)
class EngineCommandsTest {
  @TempDir Path directory;
  private FakeEngine fake;
  private EngineCommands commands;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeEngine(directory);
    commands = new EngineCommands(fake.endpoint());
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void an_engine_answers_a_ping_or_it_does_not() {
    fake.on("/_ping", out -> FakeEngine.sized(out, 200, "OK"));
    assertThat(commands.answers(Duration.ofSeconds(5))).isTrue();
    fake.silent("/_ping");
    assertThat(commands.answers(Duration.ofMillis(200))).isFalse();
    fake.status("/_ping", 500, "");
    assertThat(commands.answers(Duration.ofSeconds(5))).isFalse();
    fake.close();
    assertThat(commands.answers(Duration.ofSeconds(5))).isFalse();
  }

  @Test
  void an_old_engine_does_not_show_no_new_privileges() throws Exception {
    fake.recorded("1.41");
    assertThat(commands.effective())
        .containsEntry("icc", ConfigValue.of(true))
        .containsEntry("live-restore", ConfigValue.of(false))
        .containsEntry("log-driver", ConfigValue.of("json-file"))
        .containsEntry("default-runtime", ConfigValue.of("runc"))
        .containsEntry("seccomp-profile", ConfigValue.of("builtin"))
        .containsEntry("insecure-registries", ConfigValue.of(List.of()))
        .containsEntry("debug", ConfigValue.of(false))
        .doesNotContainKeys("no-new-privileges", "userland-proxy");
  }

  @Test
  void an_engine_from_24_on_shows_no_new_privileges() throws Exception {
    fake.recorded("1.45");
    assertThat(commands.effective()).containsEntry("no-new-privileges", ConfigValue.of(false));
    String info = Files.readString(Path.of("src/test/resources/engine/1.45/info.json"));
    fake.json(
        "/info",
        info.replace(
            "\"name=seccomp,profile=builtin\"",
            "\"name=seccomp,profile=unconfined\", \"name=no-new-privileges\""));
    assertThat(commands.effective())
        .containsEntry("no-new-privileges", ConfigValue.of(true))
        .containsEntry("seccomp-profile", ConfigValue.of("unconfined"));
  }

  @Test
  void the_newest_engines_show_the_userland_proxy() throws Exception {
    String info = Files.readString(Path.of("src/test/resources/engine/1.45/info.json"));
    fake.recorded("1.45")
        .json(
            "/info",
            info.replaceFirst(
                "\\{",
                "{\"FirewallBackend\":{\"Driver\":\"iptables\","
                    + "\"Info\":[[\"EnableUserlandProxy\",\"false\"]]},"));
    assertThat(commands.effective()).containsEntry("userland-proxy", ConfigValue.of(false));
  }

  @Test
  void without_a_default_bridge_icc_is_not_shown() throws Exception {
    fake.recorded("1.45").status("/networks/bridge", 404, "{\"message\":\"not found\"}");
    assertThat(commands.effective()).containsKey("live-restore").doesNotContainKey("icc");
  }

  @Test
  void an_engine_that_fails_shows_nothing_at_all() throws Exception {
    fake.recorded("1.45").status("/networks/bridge", 500, "{\"message\":\"oops\"}");
    assertThat(catchThrowableOfType(EngineCallException.class, commands::effective))
        .hasMessageContaining("oops");
  }

  @Test
  void running_containers_carry_what_brings_them_back() throws Exception {
    fake.recorded("1.45");
    String web = Files.readString(Path.of("src/test/resources/engine/1.45/containers/web.json"));
    String id = web.substring(web.indexOf("\"Id\": \"") + 7).substring(0, 64);
    fake.json("/containers/json", "[{\"Id\":\"" + id + "\"},{\"Id\":\"0123\"}]");
    assertThat(commands.running())
        .singleElement()
        .satisfies(
            running -> {
              assertThat(running.name()).isEqualTo("web");
              assertThat(running.restartPolicy()).isEqualTo("always");
              assertThat(running.autoRemove()).isFalse();
              assertThat(running.startedAt()).startsWith("2026-11-23T");
            });
  }

  @Test
  void unhealthy_containers_are_asked_for_by_filter() throws Exception {
    fake.json("/containers/json", "[{\"Id\":\"1\",\"Names\":[\"/sick\"]}]");
    assertThat(commands.unhealthy()).containsExactly("sick");
    assertThat(fake.requests())
        .containsExactly("GET /containers/json?filters=%7B%22health%22%3A%5B%22unhealthy%22%5D%7D");
  }

  @Test
  void a_reload_shows_in_the_events() throws Exception {
    fake.recorded("1.41");
    assertThat(commands.reloadsSince(Instant.EPOCH))
        .singleElement()
        .satisfies(
            reload -> {
              assertThat(reload.at()).isEqualTo(Instant.parse("2026-11-23T22:16:49.180572177Z"));
              assertThat(reload.settings())
                  .containsEntry("live-restore", "false")
                  .containsEntry("max-concurrent-downloads", "3");
            });
    fake.json("/events", "");
    assertThat(commands.reloadsSince(Instant.EPOCH)).isEmpty();
  }

  @Test
  void stop_gives_the_container_its_own_grace_period() throws Exception {
    fake.json("/containers/c/json", "{\"Config\":{\"StopTimeout\":3}}")
        .on("/containers/c/stop", out -> noContent(out, 204));
    commands.stop("c", Duration.ofSeconds(30));
    assertThat(fake.requests()).contains("POST /containers/c/stop?t=3");
  }

  @Test
  void a_grace_period_without_end_is_cut() throws Exception {
    fake.json("/containers/c/json", "{\"Config\":{\"StopTimeout\":-1}}")
        .on("/containers/c/stop", out -> noContent(out, 304));
    commands.stop("c", Duration.ofSeconds(30));
    assertThat(fake.requests()).contains("POST /containers/c/stop?t=30");
  }

  @Test
  void starting_one_that_runs_is_no_error() {
    fake.on("/containers/c/start", out -> noContent(out, 304));
    assertThatCode(() -> commands.start("c")).doesNotThrowAnyException();
  }

  @Test
  void a_refused_start_carries_the_engines_words() {
    fake.status("/containers/c/start", 500, "{\"message\":\"port is already allocated\"}");
    EngineCallException failure =
        catchThrowableOfType(EngineCallException.class, () -> commands.start("c"));
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessage(
            "the engine at %s could not start container c: port is already allocated",
            fake.endpoint());
    assertThat(catchThrowableOfType(EngineCallException.class, () -> commands.start("gone")).kind())
        .isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void a_silent_engine_does_not_hold_a_command_for_ever() {
    fake.silent("/containers/c/start");
    EngineCallException failure =
        catchThrowableOfType(
            EngineCallException.class,
            () ->
                new io.bulkhead.engine.command.ContainerCommands(
                        fake.endpoint(), Duration.ofSeconds(1))
                    .start("c"));
    assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failure).hasMessageContaining("did not start container c within 1 s");
  }

  private static boolean noContent(java.io.OutputStream out, int status) throws IOException {
    FakeEngine.write(out, "HTTP/1.1 " + status + " X\r\n\r\n");
    return true;
  }
}
