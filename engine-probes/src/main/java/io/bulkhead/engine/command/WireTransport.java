package io.bulkhead.engine.command;

import com.github.dockerjava.transport.DockerHttpClient;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.http.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** docker-java's requests over our own connections, one for each request. */
final class WireTransport implements DockerHttpClient {
  private final Endpoint endpoint;
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();

  WireTransport(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public Response execute(Request request) {
    if (request.hijackedInput() != null) {
      throw new UnsupportedOperationException("attached streams are not used");
    }
    Wire wire = new Wire(endpoint);
    open.add(wire);
    try {
      return new Answer(wire, wire.exchange(translated(request)));
    } catch (IOException e) {
      wire.close();
      throw new UncheckedIOException(e);
    } catch (HttpException e) {
      wire.close();
      throw new UncheckedIOException(new IOException("what answers does not speak HTTP", e));
    }
  }

  private static ClassicHttpRequest translated(Request request) {
    ClassicHttpRequest translated = new BasicClassicHttpRequest(request.method(), request.path());
    request.headers().forEach(translated::setHeader);
    translated.setHeader("Connection", "close");
    byte @Nullable [] bytes = request.bodyBytes();
    InputStream body = request.body();
    if (bytes != null) {
      translated.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_JSON));
      translated.setHeader("Content-Length", bytes.length);
    } else if (body != null) {
      translated.setEntity(new InputStreamEntity(body, ContentType.APPLICATION_OCTET_STREAM));
      translated.setHeader("Transfer-Encoding", "chunked");
    } else if (request.method().equals("POST")) {
      translated.setHeader("Content-Length", 0);
    }
    return translated;
  }

  /** Ends every request under way. */
  void abort() {
    open.forEach(Wire::abort);
  }

  @Override
  public void close() {
    open.forEach(Wire::close);
    open.clear();
  }

  /** An answer; closing it closes its connection. */
  private final class Answer implements Response {
    private final Wire wire;
    private final ClassicHttpResponse head;

    Answer(Wire wire, ClassicHttpResponse head) {
      this.wire = wire;
      this.head = head;
    }

    @Override
    public int getStatusCode() {
      return head.getCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (Header header : head.getHeaders()) {
        headers
            .computeIfAbsent(header.getName(), name -> new ArrayList<>())
            .add(String.valueOf(header.getValue()));
      }
      return headers;
    }

    @Override
    public InputStream getBody() {
      try {
        return head.getEntity() == null
            ? InputStream.nullInputStream()
            : head.getEntity().getContent();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      wire.close();
      open.remove(wire);
    }
  }
}
