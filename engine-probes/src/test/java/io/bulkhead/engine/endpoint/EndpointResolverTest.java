package io.bulkhead.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.engine.endpoint.Endpoint.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointResolverTest {
  // sha256 of the name, as `docker context create prod` names the directories
  private static final String PROD =
      "6754af9632a2745e85c293e5aac0863370d9bd3330b9938c00cadfd215227d77";

  @TempDir Path home;

  private Endpoint resolve(String host, String context, Map<String, String> environment)
      throws EndpointException {
    return EndpointResolver.resolve(host, context, environment, home);
  }

  private void context(String metaJson) throws IOException {
    Path meta = home.resolve(".docker/contexts/meta").resolve(PROD);
    Files.createDirectories(meta);
    Files.writeString(meta.resolve("meta.json"), metaJson);
  }

  private void tls(String... names) throws IOException {
    Path tls = home.resolve(".docker/contexts/tls").resolve(PROD).resolve("docker");
    Files.createDirectories(tls);
    for (String name : names) {
      Files.createFile(tls.resolve(name));
    }
  }

  private void config(String json) throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), json);
  }

  private static String meta(String host) {
    return """
        {"Name":"prod","Metadata":{},"Endpoints":{"docker":{"Host":"%s","SkipTLSVerify":false}}}"""
        .formatted(host);
  }

  @Test
  void the_default_socket_is_used_when_nothing_is_said() throws EndpointException {
    Endpoint endpoint = resolve("", "", Map.of());
    assertThat(endpoint).isEqualTo(new Endpoint(Endpoint.DEFAULT_URI, "default", Tls.OFF));
    assertThat(endpoint.local()).isTrue();
    assertThat(endpoint.socketPath()).isEqualTo("/var/run/docker.sock");
  }

  @Test
  void each_source_yields_to_the_one_before_it() throws Exception {
    config("{\"currentContext\":\"prod\"}");
    context(meta("unix:///prod.sock"));
    Map<String, String> both = Map.of("DOCKER_HOST", "unix:///env.sock", "DOCKER_CONTEXT", "none");
    assertThat(resolve("unix:///h.sock", "", both).uri()).isEqualTo("unix:///h.sock");
    assertThat(resolve("", "prod", both).uri()).isEqualTo("unix:///prod.sock");
    assertThat(resolve("", "", both)).hasToString("unix:///env.sock");
    assertThat(resolve("", "", both).from()).isEqualTo("DOCKER_HOST");
    assertThat(resolve("", "", Map.of("DOCKER_CONTEXT", "default")).uri())
        .isEqualTo(Endpoint.DEFAULT_URI);
    assertThat(resolve("", "", Map.of()))
        .isEqualTo(new Endpoint("unix:///prod.sock", "context prod", Tls.OFF));
  }

  @Test
  void host_and_context_together_are_refused_as_the_docker_cli_does() {
    assertThatThrownBy(() -> resolve("unix:///a", "prod", Map.of()))
        .hasMessage("give either -H or --context, not both");
  }

  @Test
  void the_context_named_default_still_obeys_docker_host() throws EndpointException {
    Endpoint endpoint = resolve("", "default", Map.of("DOCKER_HOST", "tcp://10.0.0.1"));
    assertThat(endpoint).isEqualTo(new Endpoint("tcp://10.0.0.1:2375", "DOCKER_HOST", Tls.OFF));
  }

  @Test
  void docker_config_moves_the_directory() throws Exception {
    Path moved = Files.createDirectory(home.resolve("moved"));
    Files.writeString(moved.resolve("config.json"), "{\"currentContext\":\"gone\"}");
    assertThatThrownBy(() -> resolve("", "", Map.of("DOCKER_CONFIG", moved.toString())))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("there is no context 'gone' (looked for " + moved);
  }

  @Test
  void a_context_brings_its_own_tls_material_and_default_port() throws Exception {
    context(meta("tcp://engine.example"));
    tls("ca.pem", "cert.pem", "key.pem");
    Endpoint endpoint = resolve("", "prod", Map.of());
    assertThat(endpoint.uri()).isEqualTo("tcp://engine.example:2376");
    assertThat(endpoint.local()).isFalse();
    assertThat(endpoint.tls().on()).isTrue();
    assertThat(endpoint.tls().verify()).isTrue();
    assertThat(endpoint.tls().key()).endsWith(PROD + "/docker/key.pem");
  }

  @Test
  void a_context_may_have_an_authority_and_no_client_certificate() throws Exception {
    context(meta("tcp://engine.example:2376"));
    tls("ca.pem");
    Tls tls = resolve("", "prod", Map.of()).tls();
    assertThat(tls.ca()).endsWith("ca.pem");
    assertThat(tls.cert() + tls.key()).isEmpty();
  }

  @Test
  void a_context_that_skips_verification_says_so() throws Exception {
    context(
        "{\"Name\":\"prod\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://e:2376\","
            + "\"SkipTLSVerify\":true}}}");
    assertThat(resolve("", "prod", Map.of()).tls()).isEqualTo(new Tls(true, false, "", "", ""));
  }

  @Test
  void damaged_and_foreign_contexts_are_named() throws Exception {
    context("{\"Name\":\"prod\",");
    assertThatThrownBy(() -> resolve("", "prod", Map.of())).hasMessageContaining("is not JSON");
    context("{\"Name\":\"prod\",\"Endpoints\":{\"kubernetes\":{}}}");
    assertThatThrownBy(() -> resolve("", "prod", Map.of()))
        .hasMessageContaining("has no docker endpoint");
  }

  @Test
  void a_damaged_config_falls_back_to_the_default_and_says_so() throws Exception {
    config("{\"currentContext\":\"prod\",}");
    Endpoint endpoint = resolve("", "", Map.of());
    assertThat(endpoint.uri()).isEqualTo(Endpoint.DEFAULT_URI);
    assertThat(endpoint.from()).startsWith("default, for ").contains("config.json is not JSON");
  }

  @Test
  void tls_verify_turns_tls_on_for_tcp_only() throws Exception {
    Map<String, String> environment =
        Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certs");
    Tls tls = resolve("tcp://e", "", environment).tls();
    assertThat(tls).isEqualTo(new Tls(true, true, "/certs/ca.pem", "", ""));
    assertThat(resolve("tcp://e", "", environment).port()).isEqualTo(2376);
    assertThat(resolve("unix:///s", "", environment).tls()).isEqualTo(Tls.OFF);
    assertThat(resolve("tcp://e", "", Map.of("DOCKER_TLS", "1")).tls().verify()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://10.0.0.1:4243, tcp://10.0.0.1:4243",
    "10.0.0.1, tcp://10.0.0.1:2375",
    ":4243, tcp://localhost:4243",
    "TCP://Host:1/, tcp://Host:1",
    "'tcp://[::1]:2375', 'tcp://[::1]:2375'",
    "unix://, unix:///var/run/docker.sock",
    "' unix:///a b.sock ', unix:///a b.sock"
  })
  void spellings_of_an_address_are_completed(String spec, String expected) throws Exception {
    assertThat(resolve(spec, "", Map.of()).uri()).isEqualTo(expected);
  }

  @Test
  void an_ipv6_host_loses_its_brackets() throws Exception {
    Endpoint endpoint = resolve("tcp://[::1]:2375", "", Map.of());
    assertThat(endpoint.host()).isEqualTo("::1");
    assertThat(endpoint.port()).isEqualTo(2375);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh://me@host", "npipe:////./pipe/x", "fd://", "http://host", "unix://relative",
        "tcp://host:99999", "tcp://host:1/v1", "tcp://a:b@c:1", "tcp://host:", "a b"
      })
  void what_cannot_be_used_is_refused_in_a_sentence(String spec) {
    assertThatThrownBy(() -> resolve(spec, "", Map.of()))
        .isInstanceOf(EndpointException.class)
        .hasMessageStartingWith("-H names ");
  }

  @Test
  void a_refusal_does_not_repeat_a_password() {
    assertThatThrownBy(() -> resolve("ssh://me:hunter2@host", "", Map.of()))
        .hasMessageContaining("ssh://(redacted)@host")
        .hasMessageContaining("run bulkhead on that host");
  }
}
