package io.bulkhead.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.FakeEngine;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class EngineHttpTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;
  private FakeEngine engine;

  @BeforeEach
  void start() throws IOException {
    engine = new FakeEngine(directory);
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  private EngineHttp http() {
    return http(Duration.ofSeconds(10));
  }

  private EngineHttp http(Duration perRequest) {
    return new EngineHttp(
        engine.endpoint(), new EngineHttp.Limits(perRequest, Duration.ofSeconds(15), 1 << 20));
  }

  private EngineCallException failureOf(String path) {
    try (EngineHttp http = http()) {
      return catchThrowableOfType(EngineCallException.class, () -> http.get(path));
    }
  }

  @Test
  void requests_one_after_another_share_a_connection() throws EngineCallException {
    engine.json("/a", "{\"n\": 1}").status("/b", 200, "[2]");
    try (EngineHttp http = http()) {
      assertThat(http.get("/a").path("n").intValue()).isEqualTo(1);
      assertThat(http.get("/b").path(0).intValue()).isEqualTo(2);
      assertThat(http.get("/a?x=y").path("n").intValue()).isEqualTo(1);
    }
    assertThat(engine.connections()).isEqualTo(1);
    assertThat(engine.requests()).containsExactly("GET /a", "GET /b", "GET /a?x=y");
  }

  @Test
  void many_requests_use_at_most_four_connections_and_all_arrive() throws EngineCallException {
    for (int i = 0; i < 200; i++) {
      engine.json("/n" + i, "{\"n\": " + i + "}");
    }
    List<Integer> seen = new ArrayList<>();
    try (EngineHttp http = http()) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        calls.add(http.start("/n" + i));
      }
      for (Call call : calls) {
        seen.add(call.await().path("n").intValue());
      }
    }
    assertThat(seen).hasSize(200).isSorted().doesNotHaveDuplicates();
    assertThat(engine.connections()).isBetween(1, 4);
  }

  @Test
  void a_kept_connection_that_the_engine_closed_is_replaced() throws EngineCallException {
    engine.on(
        "/once",
        out -> {
          FakeEngine.sized(out, 200, "{}");
          return false;
        });
    try (EngineHttp http = http()) {
      for (int i = 0; i < 5; i++) {
        assertThat(http.get("/once").isObject()).isTrue();
      }
    }
  }

  @Test
  void a_silent_engine_is_given_up_in_time_and_others_are_still_asked() throws EngineCallException {
    engine.silent("/info").json("/version", "{}");
    try (EngineHttp http = http(SHORT)) {
      EngineCallException failure =
          catchThrowableOfType(EngineCallException.class, () -> http.get("/info"));
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure)
          .hasMessage("the engine at %s did not answer GET /info within 300 ms", engine.endpoint());
      assertThat(http.get("/version").isObject()).isTrue();
    }
  }

  @Test
  void an_engine_that_stops_in_the_middle_of_a_reply_is_given_up_in_time() {
    engine.stalled("/info");
    try (EngineHttp http = http(SHORT)) {
      assertThat(catchThrowableOfType(EngineCallException.class, () -> http.get("/info")).kind())
          .isEqualTo(Kind.TIMEOUT);
    }
  }

  @Test
  void a_socket_whose_queue_is_full_is_given_up_in_time() throws IOException {
    Path socket = directory.resolve("full.sock");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket), 1);
      Endpoint full = Endpoint.unix(socket.toString(), "test");
      List<Call> calls = new ArrayList<>();
      try (EngineHttp http =
          new EngineHttp(full, new EngineHttp.Limits(SHORT, Duration.ofSeconds(10), 1024))) {
        for (int i = 0; i < 8; i++) {
          calls.add(http.start("/info"));
        }
        for (Call call : calls) {
          EngineCallException failure =
              catchThrowableOfType(EngineCallException.class, call::await);
          assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        }
      }
    }
  }

  @Test
  void the_total_time_ends_requests_that_had_no_turn_yet() {
    engine.silent("/info");
    try (EngineHttp http =
        new EngineHttp(
            engine.endpoint(), new EngineHttp.Limits(Duration.ofSeconds(9), SHORT, 1024))) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        calls.add(http.start("/info"));
      }
      for (Call call : calls) {
        assertThat(catchThrowableOfType(EngineCallException.class, call::await).kind())
            .isEqualTo(Kind.TIMEOUT);
      }
    }
  }

  @Test
  void the_engines_own_words_are_in_the_message_of_an_error() {
    engine.status("/info", 500, "{\"message\":\"layer store\\n is gone\"}");
    EngineCallException failure = failureOf("/info?x=1");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure)
        .hasMessage(
            "the engine at %s answered GET /info with status 500: layer store is gone",
            engine.endpoint());
  }

  @Test
  void not_found_is_told_apart() {
    assertThat(failureOf("/nothing").kind()).isEqualTo(Kind.NOT_FOUND);
  }

  @Test
  void a_refusal_in_html_is_quoted_only_in_part() {
    engine.status("/info", 403, "<html>" + "x".repeat(10_000));
    assertThat(failureOf("/info").getMessage()).hasSizeLessThan(500).contains("status 403: <html>");
  }

  @Test
  void a_plain_request_to_a_tls_port_says_what_to_set() {
    engine.status("/info", 400, "Client sent an HTTP request to an HTTPS server.\n");
    EngineCallException failure = failureOf("/info");
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("DOCKER_TLS_VERIFY");
  }

  @Test
  void a_reply_that_is_not_json_is_not_quoted() {
    engine.json("/info", "secret-token");
    EngineCallException failure = failureOf("/info");
    assertThat(failure.kind()).isEqualTo(Kind.NOT_AN_ENGINE);
    assertThat(failure)
        .hasMessageContaining("not JSON at line 1")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void trailing_text_and_an_empty_reply_are_not_json() {
    engine.json("/two", "{} {}").json("/none", "");
    assertThat(failureOf("/two").kind()).isEqualTo(Kind.NOT_AN_ENGINE);
    assertThat(failureOf("/none").kind()).isEqualTo(Kind.NOT_AN_ENGINE);
  }

  @Test
  void something_that_does_not_speak_http_is_recognised() {
    engine.on(
        "/info",
        out -> {
          FakeEngine.write(out, "220 mail.example ESMTP\r\n".repeat(20));
          return false;
        });
    assertThat(failureOf("/info").kind()).isIn(Kind.NOT_AN_ENGINE, Kind.UNREACHABLE);
  }

  @Test
  void a_cut_reply_is_no_reply() {
    engine.on(
        "/info",
        out -> {
          FakeEngine.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
          return false;
        });
    assertThat(failureOf("/info").kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void a_cut_chunked_reply_is_no_reply() {
    engine.on(
        "/info",
        out -> {
          FakeEngine.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n");
          return false;
        });
    assertThat(failureOf("/info").kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void a_reply_without_length_ends_with_the_connection() throws EngineCallException {
    engine.on(
        "/old",
        out -> {
          FakeEngine.write(out, "HTTP/1.0 200 OK\r\n\r\n{\"old\": true}");
          return false;
        });
    try (EngineHttp http = http()) {
      JsonNode reply = http.get("/old");
      assertThat(reply.path("old").booleanValue()).isTrue();
    }
  }

  @Test
  void an_endless_reply_is_cut() {
    engine.on(
        "/info",
        out -> {
          FakeEngine.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
          while (true) {
            FakeEngine.write(out, chunk);
          }
        });
    EngineCallException failure = failureOf("/info");
    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
    assertThat(failure).hasMessageContaining("endless");
  }

  @Test
  void no_socket_is_said_plainly() {
    engine.close();
    EngineCallException failure = failureOf("/info");
    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure).hasMessageContaining("there is no socket " + directory.resolve("e.sock"));
  }

  @Test
  void a_socket_that_nobody_listens_on_is_told_from_a_missing_one() throws IOException {
    Path socket = directory.resolve("dead.sock");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    server.close();
    assertThat(Files.exists(socket)).isTrue();
    try (EngineHttp http = new EngineHttp(Endpoint.unix(socket.toString(), "test"))) {
      assertThatThrownBy(() -> http.get("/info")).hasMessageContaining("nothing listens at");
    }
  }

  @Test
  void a_plain_file_is_no_socket() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    try (EngineHttp http = new EngineHttp(Endpoint.unix(file.toString(), "test"))) {
      assertThatThrownBy(() -> http.get("/info")).hasMessage(file + " is no socket");
    }
  }

  @Test
  void a_path_too_long_for_a_socket_ends_in_a_sentence() {
    try (EngineHttp http = new EngineHttp(Endpoint.unix("/" + "x".repeat(300), "test"))) {
      assertThatThrownBy(() -> http.get("/info")).isInstanceOf(EngineCallException.class);
    }
  }

  @Test
  void several_values_in_one_reply_are_read_in_order() throws EngineCallException {
    engine.json("/events", "{\"n\":1}\n{\"n\":2}\n");
    try (EngineHttp http = http()) {
      assertThat(http.getSequence("/events"))
          .extracting(event -> event.path("n").intValue())
          .containsExactly(1, 2);
    }
  }
}
