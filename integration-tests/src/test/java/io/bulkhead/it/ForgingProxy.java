package io.bulkhead.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a real engine and forges words in its answers. One request a connection. */
final class ForgingProxy implements AutoCloseable {
  private final Path engine;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Map<String, String> forged = new ConcurrentHashMap<>();

  ForgingProxy(Path engine, Path socket) {
    this.engine = engine;
    this.socket = socket;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "forging proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String host() {
    return "unix://" + socket;
  }

  /** Replaces these characters in every answer; {@code json} is already escaped for JSON. */
  void replace(String word, String json) {
    forged.put(word, json);
  }

  private void serve() {
    while (true) {
      try {
        SocketChannel client = server.accept();
        Thread thread = new Thread(() -> answer(client), "forged answer");
        thread.setDaemon(true);
        thread.start();
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(SocketChannel client) {
    try (client;
        SocketChannel real = SocketChannel.open(UnixDomainSocketAddress.of(engine))) {
      String request = head(Channels.newInputStream(client));
      OutputStream toEngine = Channels.newOutputStream(real);
      toEngine.write(
          request
              .replaceAll("(?i)\r\nconnection:[^\r]*", "")
              .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      InputStream fromEngine = Channels.newInputStream(real);
      String head = head(fromEngine);
      byte[] rest = fromEngine.readAllBytes();
      String body = new String(chunked(head) ? dechunk(rest) : rest, StandardCharsets.UTF_8);
      for (Map.Entry<String, String> entry : forged.entrySet()) {
        body = body.replace(entry.getKey(), entry.getValue());
      }
      byte[] forgedBody = body.getBytes(StandardCharsets.UTF_8);
      String status =
          head.replaceAll("(?i)\r\n(transfer-encoding|content-length|connection):[^\r]*", "")
              .replaceFirst(
                  "\r\n\r\n$",
                  "\r\nConnection: close\r\nContent-Length: " + forgedBody.length + "\r\n\r\n");
      OutputStream toClient = Channels.newOutputStream(client);
      toClient.write(status.getBytes(StandardCharsets.ISO_8859_1));
      toClient.write(forgedBody);
    } catch (IOException e) {
      // the client went away: nothing to forge any more
      return;
    }
  }

  private static boolean chunked(String head) {
    return head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked");
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended within the head");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static byte[] dechunk(byte[] body) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int end = at;
      while (body[end] != '\r') {
        end++;
      }
      String size = new String(body, at, end - at, StandardCharsets.US_ASCII);
      int length = Integer.parseInt(size.strip(), 16);
      if (length == 0) {
        return whole.toByteArray();
      }
      whole.write(body, end + 2, length);
      at = end + 2 + length + 2;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
