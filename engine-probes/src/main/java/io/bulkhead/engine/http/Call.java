package io.bulkhead.engine.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulkhead.engine.http.EngineCallException.Kind;
import io.bulkhead.engine.json.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** A GET under way. */
public final class Call implements Runnable {
  /** The status and the whole body. */
  private record Answer(int status, byte[] body) {}

  private final EngineHttp http;
  private final String path;
  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private @Nullable Thread worker;
  private @Nullable Wire wire;

  Call(EngineHttp http, String path) {
    this.http = http;
    this.path = path;
  }

  /** Waits for the reply, one JSON value. */
  public JsonNode await() throws EngineCallException {
    byte[] body = awaitBytes();
    try {
      return Trees.parse(body);
    } catch (Trees.NotJson e) {
      throw new EngineCallException(
          Kind.NOT_AN_ENGINE, http.words().answered(path) + " with something " + e.getMessage());
    }
  }

  byte[] awaitBytes() throws EngineCallException {
    Answer seen = awaitAnswer();
    if (seen.status() < 200 || seen.status() > 299) {
      throw http.words().refusal(path, seen.status(), seen.body());
    }
    return seen.body();
  }

  private Answer awaitAnswer() throws EngineCallException {
    try {
      return answer.get(Math.max(1, http.left().toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw http.words().noTimeLeft(path, http.limits().total());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error bug) {
        throw bug;
      }
      throw http.words().failure(path, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineCallException(Kind.TIMEOUT, "interrupted while asking the engine");
    }
  }

  /** Does the work; called by a worker of {@link EngineHttp}. */
  @Override
  public void run() {
    Duration budget = http.limits().perRequest();
    if (http.left().compareTo(budget) < 0) {
      budget = http.left();
    }
    if (budget.isNegative() || budget.isZero()) {
      answer.completeExceptionally(http.words().noTimeLeft(path, http.limits().total()));
      return;
    }
    begin(http.borrow());
    Duration shown = budget;
    Future<?> alarm =
        http.alarms().schedule(() -> expire(shown), budget.toNanos(), TimeUnit.NANOSECONDS);
    try {
      Wire line = current();
      answer.complete(ask(line));
      http.giveBack(line);
    } catch (IOException | HttpException | RuntimeException e) {
      answer.completeExceptionally(e);
      current().close();
    } catch (Error e) {
      answer.completeExceptionally(e);
      throw e;
    } finally {
      alarm.cancel(false);
      end();
    }
  }

  private Answer ask(Wire line) throws IOException, HttpException {
    boolean reused = line.reused();
    try {
      return roundTrip(line);
    } catch (IOException e) {
      if (!reused || answer.isDone() || e instanceof TooLarge) {
        throw e;
      }
      // the engine had closed the kept connection; a GET may be sent again on a new one
      line.close();
      return roundTrip(line);
    }
  }

  private Answer roundTrip(Wire line) throws IOException, HttpException {
    ClassicHttpRequest request = new BasicClassicHttpRequest("GET", path);
    request.setHeader("Accept", "application/json");
    ClassicHttpResponse head = line.exchange(request);
    HttpEntity entity = head.getEntity();
    byte[] body = new byte[0];
    if (entity != null) {
      // not closed: that would read on to the end of a reply that is too large
      InputStream in = entity.getContent();
      body = in.readNBytes(http.limits().bodyBytes() + 1);
      if (body.length > http.limits().bodyBytes()) {
        throw new TooLarge();
      }
    }
    line.finished(request, head);
    return new Answer(head.getCode(), body);
  }

  /** The reply is larger than what is read. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private synchronized void begin(Wire line) {
    worker = Thread.currentThread();
    wire = line;
  }

  private synchronized Wire current() {
    if (wire == null) {
      throw new IllegalStateException("not begun");
    }
    return wire;
  }

  private synchronized void end() {
    worker = null;
    // an alarm that rang at the last moment must not disturb the next request
    Thread.interrupted();
  }

  private synchronized void expire(Duration budget) {
    if (worker == null || !answer.completeExceptionally(http.words().tooSlow(path, budget))) {
      return;
    }
    if (wire != null) {
      wire.abort();
    }
    worker.interrupt();
  }
}
