package io.bulkhead.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException.Kind;
import io.bulkhead.engine.json.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;

/** What went wrong, as a sentence that says what was asked, of whom, and what to do. */
final class Words {
  private static final int QUOTE = 300;

  private final Endpoint endpoint;

  Words(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  String answered(String path) {
    return "the engine at " + endpoint + " answered GET " + bare(path);
  }

  EngineCallException tooSlow(String path, Duration budget) {
    return new EngineCallException(
        Kind.TIMEOUT,
        "the engine at "
            + endpoint
            + " did not answer GET "
            + bare(path)
            + " within "
            + seconds(budget));
  }

  EngineCallException noTimeLeft(String path, Duration total) {
    return new EngineCallException(
        Kind.TIMEOUT,
        "GET "
            + bare(path)
            + " was not asked in time: the engine at "
            + endpoint
            + " took longer than "
            + seconds(total)
            + " for all requests");
  }

  EngineCallException refusal(String path, int status, byte[] body) {
    String message = message(body);
    if (status == 400 && message.contains("HTTP request to an HTTPS server")) {
      return new EngineCallException(
          Kind.UNREACHABLE,
          "the engine at "
              + endpoint
              + " speaks TLS only: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH, or use a context"
              + " with TLS material");
    }
    String said = message.isEmpty() ? "" : ": " + message;
    Kind kind = status == 404 ? Kind.NOT_FOUND : Kind.REFUSED;
    return new EngineCallException(kind, answered(path) + " with status " + status + said);
  }

  EngineCallException failure(String path, Throwable cause) {
    if (cause instanceof EngineCallException known) {
      return new EngineCallException(known.kind(), String.valueOf(known.getMessage()));
    }
    if (cause instanceof Call.TooLarge) {
      return new EngineCallException(Kind.REFUSED, answered(path) + " with an endless reply");
    }
    if (cause instanceof HttpException) {
      return new EngineCallException(
          Kind.NOT_AN_ENGINE, "what listens at " + endpoint + " does not speak HTTP");
    }
    return new Unreached(endpoint).because(bare(path), cause);
  }

  private static String message(byte[] body) {
    String text;
    try {
      JsonNode tree = Trees.parse(body);
      text = Trees.text(tree, "message");
    } catch (Trees.NotJson e) {
      text = new String(body, 0, Math.min(body.length, QUOTE), StandardCharsets.UTF_8);
    }
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() > QUOTE ? line.substring(0, QUOTE) + "…" : line;
  }

  private static String bare(String path) {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
