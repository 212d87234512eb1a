package io.bulkhead.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.EngineCallException.Kind;
import io.bulkhead.engine.json.Trees;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Reads from the Engine API. Up to four connections are used at once and kept; every request and
 * the whole have deadlines of their own, because unix sockets have no time-outs.
 */
public final class EngineHttp implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  /**
   * Bounds for one look at an engine.
   *
   * @param perRequest from the moment a request is sent to its last byte
   * @param total for everything asked through one {@link EngineHttp}
   * @param bodyBytes largest reply that is read
   */
  public record Limits(Duration perRequest, Duration total, int bodyBytes) {
    /** 10 seconds, 2 minutes, 64 MiB. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), 64 << 20);

    /** The default with another time for each request. */
    public static Limits within(Duration perRequest) {
      return new Limits(perRequest, DEFAULT.total(), DEFAULT.bodyBytes());
    }
  }

  private final Endpoint endpoint;
  private final Limits limits;
  private final long endNanos;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor alarms;
  private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();

  public EngineHttp(Endpoint endpoint) {
    this(endpoint, Limits.DEFAULT);
  }

  public EngineHttp(Endpoint endpoint, Limits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
    this.endNanos = System.nanoTime() + limits.total().toNanos();
    ThreadFactory daemons =
        task -> {
          Thread thread = new Thread(task, "engine");
          thread.setDaemon(true);
          return thread;
        };
    workers = (ThreadPoolExecutor) Executors.newFixedThreadPool(CONNECTIONS, daemons);
    alarms = new ScheduledThreadPoolExecutor(1, daemons);
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** Sends a GET as soon as a connection is free; the caller awaits the call. */
  public Call start(String pathAndQuery) {
    Call call = new Call(this, pathAndQuery);
    workers.execute(call);
    return call;
  }

  /** GET, one JSON value. */
  public JsonNode get(String pathAndQuery) throws EngineCallException {
    return start(pathAndQuery).await();
  }

  /** GET, a sequence of JSON values, as /events sends it. */
  public List<JsonNode> getSequence(String pathAndQuery) throws EngineCallException {
    byte[] body = start(pathAndQuery).awaitBytes();
    try {
      return Trees.parseSequence(body);
    } catch (Trees.NotJson e) {
      throw new EngineCallException(
          Kind.NOT_AN_ENGINE, words().answered(pathAndQuery) + " with something " + e.getMessage());
    }
  }

  /** Sends a ping; the reply's content does not matter, only that an engine gives it. */
  public void ping() throws EngineCallException {
    start("/_ping").awaitBytes();
  }

  /** A query parameter's value in its escaped form. */
  public static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  Words words() {
    return new Words(endpoint);
  }

  Limits limits() {
    return limits;
  }

  ScheduledThreadPoolExecutor alarms() {
    return alarms;
  }

  /** Time that is left for all requests together; not positive when it is over. */
  Duration left() {
    return Duration.ofNanos(endNanos - System.nanoTime());
  }

  Wire borrow() {
    Wire kept = idle.pollLast();
    return kept == null ? new Wire(endpoint) : kept;
  }

  void giveBack(Wire wire) {
    idle.addLast(wire);
  }

  @Override
  public void close() {
    workers.shutdownNow();
    alarms.shutdownNow();
    for (Wire wire = idle.pollLast(); wire != null; wire = idle.pollLast()) {
      wire.close();
    }
  }
}
