package io.bulkhead.engine;

import io.bulkhead.engine.endpoint.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine on a unix socket that answers what it was told to, as badly as it was told to. */
public final class FakeEngine implements AutoCloseable {
  /** Writes an answer; false closes the connection afterwards. */
  public interface Behaviour {
    boolean answer(OutputStream out) throws IOException;
  }

  private final Path socket;
  private final ServerSocketChannel server;
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger accepted = new AtomicInteger();

  public FakeEngine(Path directory) throws IOException {
    socket = directory.resolve("e.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    spawn(this::accept);
  }

  public Endpoint endpoint() {
    return Endpoint.unix(socket.toString(), "test");
  }

  /** Every request line's method and path, query included, in order of arrival. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public int connections() {
    return accepted.get();
  }

  /** Serves the recorded replies of one API version. */
  public FakeEngine recorded(String apiVersion) throws IOException {
    Path root = Path.of("src/test/resources/engine").resolve(apiVersion);
    json("/version", Files.readString(root.resolve("version.json")));
    json("/info", Files.readString(root.resolve("info.json")));
    json("/containers/json", Files.readString(root.resolve("containers.json")));
    json("/plugins", "[]");
    json("/networks", Files.readString(root.resolve("networks.json")));
    json("/images/json", "[]");
    json("/volumes", Files.readString(root.resolve("volumes.json")));
    json("/events", Files.readString(root.resolve("events-reload.json")));
    String bridge = Files.readString(root.resolve("networks-bridge.json"));
    json("/networks/bridge", bridge);
    json("/networks/" + id(bridge, "\"Id\": \""), bridge);
    try (var files = Files.list(root.resolve("containers"))) {
      for (Path file : files.toList()) {
        String inspect = Files.readString(file);
        json("/containers/" + id(inspect, "\"Id\": \"") + "/json", inspect);
      }
    }
    return this;
  }

  private static String id(String json, String before) {
    int at = json.indexOf(before) + before.length();
    return json.substring(at, json.indexOf('"', at));
  }

  /** Answers 200 with this body, in chunks as Go does for long replies. */
  public FakeEngine json(String path, String body) {
    return on(path, out -> chunked(out, 200, body));
  }

  public FakeEngine status(String path, int status, String body) {
    return on(path, out -> sized(out, status, body));
  }

  public FakeEngine on(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
    return this;
  }

  /** Takes the request and never says a word. */
  public FakeEngine silent(String path) {
    return on(path, out -> waitForTheEnd());
  }

  /** Begins an answer and then says no more, with the connection open. */
  public FakeEngine stalled(String path) {
    return on(
        path,
        out -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"a\":");
          return waitForTheEnd();
        });
  }

  private boolean waitForTheEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  public static boolean sized(OutputStream out, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    write(
        out,
        "HTTP/1.1 "
            + status
            + " X\r\nContent-Type: application/json\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n");
    out.write(bytes);
    out.flush();
    return true;
  }

  private static boolean chunked(OutputStream out, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    write(whole, "HTTP/1.1 " + status + " OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < bytes.length; at += 2048) {
      int length = Math.min(2048, bytes.length - at);
      write(whole, Integer.toHexString(length) + "\r\n");
      whole.write(bytes, at, length);
      write(whole, "\r\n");
    }
    write(whole, "0\r\n\r\n");
    out.write(whole.toByteArray());
    out.flush();
    return true;
  }

  public static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        connections.add(connection);
        accepted.incrementAndGet();
        spawn(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      InputStream in = Channels.newInputStream(connection);
      OutputStream out = Channels.newOutputStream(connection);
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String[] line = head.lines().findFirst().orElse("").split(" ", -1);
        requests.add(line[0] + " " + line[1]);
        String path = line[1].replaceAll("\\?.*", "");
        Behaviour behaviour = behaviours.get(path);
        boolean goOn =
            behaviour == null
                ? sized(out, 404, "{\"message\":\"page not found\"}")
                : behaviour.answer(out);
        if (!goOn) {
          return;
        }
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int seen = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      seen = (b == '\r' || b == '\n') ? seen + 1 : 0;
      if (seen == 4) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static void spawn(Runnable task) {
    Thread thread = new Thread(task, "fake-engine");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    over.countDown();
    try {
      server.close();
      for (SocketChannel connection : connections) {
        connection.close();
      }
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
