package io.bulkhead.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Answers as an engine with one container does (whose process is this one), on a unix socket of its
 * own, so that the run that makes the start-up archive loads what an audit of a real engine loads.
 */
public final class TrainingEngine implements AutoCloseable {
  /** Id of its only container. */
  public static final String ID = "1".repeat(64);

  private static final String PID = "4242424242";

  /** What a path of the API contains, most telling first, and the file of its reply. */
  private static final Map<String, String> REPLIES = replies();

  private final Path directory;
  private final Path socket;
  private final ServerSocketChannel server;

  /** Listens in a private directory. */
  public TrainingEngine() throws IOException {
    directory = Files.createTempDirectory("bulkhead-train-");
    socket = directory.resolve("engine.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread thread = new Thread(this::serve, "training-engine");
    thread.setDaemon(true);
    thread.start();
  }

  public String uri() {
    return "unix://" + socket;
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread thread = new Thread(() -> answer(client), "training-client");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void answer(SocketChannel client) {
    try (client) {
      InputStream in = Channels.newInputStream(client);
      for (String path = path(in); !path.isEmpty(); path = path(in)) {
        String body = reply(path);
        // chunked, as an engine sends all that is not short
        String answer =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n";
        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  /** The path of one request; empty at the end. Requests have no body. */
  private static String path(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 8192 && !head.toString().endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        return "";
      }
      head.append((char) c);
    }
    String[] words = head.toString().split(" ", 3);
    return words.length > 1 ? words[1] : "";
  }

  private static Map<String, String> replies() {
    Map<String, String> replies = new LinkedHashMap<>();
    replies.put("/containers/json", "containers");
    replies.put("/containers/", "container");
    replies.put("/history", "history");
    replies.put("/images/json", "images");
    replies.put("/images/", "image");
    replies.put("/networks/", "network");
    replies.put("/networks", "networks");
    replies.put("/volumes", "volumes");
    replies.put("/plugins", "plugins");
    replies.put("/info", "info");
    replies.put("/version", "version");
    return replies;
  }

  private static String reply(String path) {
    for (Map.Entry<String, String> reply : REPLIES.entrySet()) {
      if (path.contains(reply.getKey())) {
        return recorded(reply.getValue())
            .replace(PID, String.valueOf(ProcessHandle.current().pid()))
            .replace("KERNEL", System.getProperty("os.version", ""));
      }
    }
    return "{}";
  }

  /** A file beside the replies, as it stands. */
  public static String recorded(String name) {
    String file = "/demo/engine/" + name + ".json";
    try (InputStream in = TrainingEngine.class.getResourceAsStream(file)) {
      byte[] text = Objects.requireNonNull(in, () -> "this build lacks " + file).readAllBytes();
      return new String(text, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }
}
