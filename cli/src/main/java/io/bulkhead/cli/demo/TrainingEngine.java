package io.bulkhead.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Answers as an engine with one container does (whose process is this one), on a unix socket of its
 * own, so that the run that makes the start-up archive loads what an audit of a real engine loads.
 */
public final class TrainingEngine implements AutoCloseable {
  private static final String ID = "1".repeat(64);
  private static final String VERSION =
      "{\"Version\":\"26.1.5\",\"ApiVersion\":\"1.45\","
          + "\"Components\":[{\"Name\":\"Engine\",\"Version\":\"26.1.5\"}]}";
  private static final String INFO =
      "{\"ID\":\"train\",\"Name\":\"train\",\"OperatingSystem\":\"Linux\",\"KernelVersion\":\"6.1\","
          + "\"DockerRootDir\":\"/var/lib/docker\",\"Driver\":\"overlay2\",\"LiveRestoreEnabled\":false,"
          + "\"LoggingDriver\":\"json-file\",\"CgroupDriver\":\"systemd\",\"CgroupVersion\":\"2\","
          + "\"SecurityOptions\":[\"name=seccomp,profile=builtin\"],\"Swarm\":{\"LocalNodeState\":"
          + "\"inactive\"},\"RegistryConfig\":{\"InsecureRegistryCIDRs\":[\"127.0.0.0/8\"]},"
          + "\"Warnings\":null}";
  private static final String LIST =
      "[{\"Id\":\"" + ID + "\",\"Names\":[\"/train\"],\"State\":\"running\"}]";
  private static final String CONTAINER =
      "{\"Id\":\""
          + ID
          + "\",\"Name\":\"/train\",\"Image\":\"sha256:0\",\"State\":{\"Status\":\"running\",\"Pid\":"
          + ProcessHandle.current().pid()
          + ",\"StartedAt\":\"2026-01-01T00:00:00Z\"},\"Config\":{\"Image\":\"x\",\"User\":\"\","
          + "\"Env\":[\"PATH=/bin\"],\"Labels\":{\"a\":\"b\"}},\"HostConfig\":{\"NetworkMode\":"
          + "\"default\",\"RestartPolicy\":{\"Name\":\"no\"},\"LogConfig\":{\"Type\":\"json-file\","
          + "\"Config\":{\"max-size\":\"1m\"}},\"CapAdd\":[\"NET_ADMIN\"],\"CapDrop\":[\"MKNOD\"],"
          + "\"SecurityOpt\":[\"no-new-privileges\"],\"Runtime\":\"runc\"},\"Mounts\":[{\"Type\":"
          + "\"bind\",\"Source\":\"/tmp\",\"Destination\":\"/t\",\"RW\":true,\"Propagation\":"
          + "\"rprivate\"}],\"NetworkSettings\":{\"Networks\":{\"bridge\":{\"IPAddress\":"
          + "\"172.17.0.2\"}},\"Ports\":{\"80/tcp\":[{\"HostIp\":\"0.0.0.0\",\"HostPort\":\"80\"}]}}}";
  private static final String NETWORKS =
      "[{\"Id\":\"2\",\"Name\":\"bridge\",\"Driver\":\"bridge\",\"Options\":{},\"IPAM\":{},"
          + "\"Containers\":{}}]";
  private static final String NETWORK =
      "{\"Id\":\"2\",\"Name\":\"bridge\",\"Driver\":\"bridge\",\"IPAM\":{\"Config\":[{\"Subnet\":"
          + "\"172.17.0.0/16\"}]},\"Containers\":{},\"Options\":{"
          + "\"com.docker.network.bridge.enable_icc\":\"true\"}}";

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

  private static String reply(String path) {
    if (path.contains("/containers/json")) {
      return LIST;
    } else if (path.contains("/containers/")) {
      return CONTAINER;
    } else if (path.contains("/networks/")) {
      return NETWORK;
    } else if (path.contains("/networks")) {
      return NETWORKS;
    } else if (path.contains("/info")) {
      return INFO;
    }
    return path.contains("/version") ? VERSION : "{}";
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }
}
