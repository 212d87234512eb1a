package io.bulkhead.engine.http;

import com.github.dockerjava.transport.UnixSocket;
import io.bulkhead.engine.endpoint.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection to the engine, opened by the first request. One thread uses it; any
 * thread may {@link #abort} it, which is the only thing that ends a call on a silent unix socket.
 */
public final class Wire implements Closeable {
  private static final int CONNECT_MILLIS = 10_000;
  private static final Http1Config LIMITS =
      Http1Config.custom().setMaxLineLength(65_536).setMaxHeaderCount(200).build();

  private final Endpoint endpoint;
  private @Nullable DefaultBHttpClientConnection connection;
  private volatile @Nullable Socket socket;
  private volatile boolean aborted;
  private boolean used;

  public Wire(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** True if the next request goes over a connection that has carried one before. */
  boolean reused() {
    return used;
  }

  /**
   * Sends a request and receives the head of its answer; the entity is read from the answer. The
   * caller calls {@link #finished} after the last byte.
   */
  public ClassicHttpResponse exchange(ClassicHttpRequest request)
      throws IOException, HttpException {
    request.setHeader("Host", endpoint.local() ? "localhost" : hostHeader());
    request.setHeader("User-Agent", "bulkhead");
    DefaultBHttpClientConnection open = open();
    open.sendRequestHeader(request);
    if (request.getEntity() != null) {
      open.sendRequestEntity(request);
    }
    open.flush();
    ClassicHttpResponse answer = open.receiveResponseHeader();
    while (answer.getCode() < HttpStatus.SC_OK) {
      answer = open.receiveResponseHeader();
    }
    if (MessageSupport.canResponseHaveBody(request.getMethod(), answer)) {
      open.receiveResponseEntity(answer);
    }
    return answer;
  }

  /** Keeps the connection for another request if the answer allows that, else closes it. */
  void finished(ClassicHttpRequest request, ClassicHttpResponse answer) {
    used = true;
    if (!DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
        request, answer, HttpCoreContext.create())) {
      close();
    }
  }

  private String hostHeader() {
    String host = endpoint.host();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.port();
  }

  private DefaultBHttpClientConnection open() throws IOException {
    DefaultBHttpClientConnection current = connection;
    if (current != null && current.isOpen()) {
      return current;
    }
    used = false;
    DefaultBHttpClientConnection fresh = new DefaultBHttpClientConnection(LIMITS);
    if (endpoint.local()) {
      Socket unix = UnixSocket.get(endpoint.socketPath());
      remember(unix);
      fresh.bind(unix);
    } else {
      bindTcp(fresh);
    }
    connection = fresh;
    return fresh;
  }

  private void bindTcp(DefaultBHttpClientConnection fresh) throws IOException {
    Socket plain = new Socket();
    remember(plain);
    plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), CONNECT_MILLIS);
    plain.setTcpNoDelay(true);
    if (!endpoint.tls().on()) {
      fresh.bind(plain);
      return;
    }
    SSLSocket tls =
        (SSLSocket)
            TlsMaterial.context(endpoint.tls())
                .getSocketFactory()
                .createSocket(plain, endpoint.host(), endpoint.port(), true);
    if (endpoint.tls().verify()) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
    }
    tls.startHandshake();
    fresh.bind(tls, plain);
  }

  private void remember(Socket opened) throws IOException {
    socket = opened;
    if (aborted) {
      opened.close();
      throw new SocketException("aborted");
    }
  }

  /** Ends whatever runs on this connection, for good; may be called by any thread. */
  public void abort() {
    aborted = true;
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // closing is all that was wanted
      }
    }
  }

  @Override
  public void close() {
    DefaultBHttpClientConnection open = connection;
    connection = null;
    if (open != null) {
      open.close(CloseMode.IMMEDIATE);
    }
    Socket below = socket;
    socket = null;
    if (below != null) {
      try {
        below.close();
      } catch (IOException e) {
        // nothing is left to save on it
      }
    }
  }
}
