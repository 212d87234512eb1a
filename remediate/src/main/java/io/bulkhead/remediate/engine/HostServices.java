package io.bulkhead.remediate.engine;

import io.bulkhead.kernel.programs.Program;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Programs of this host. Each runs with a clean environment, in its own session where setsid is
 * there, and is killed when its time is up.
 */
public final class HostServices implements Services {
  private final Path root;

  public HostServices() {
    this(Path.of("/"));
  }

  /**
   * @param root below which programs are looked for; {@code /} but in tests
   */
  public HostServices(Path root) {
    this.root = root;
  }

  @Override
  public Said run(List<String> command, byte[] input, Duration limit) {
    Tail output = new Tail();
    Program.Ended ended = new Program(line(command), input, limit).run(output, output);
    String trouble = ended.trouble();
    return new Said(
        ended.exit(), trouble.isEmpty() ? output.text() : output.text() + "\n" + trouble);
  }

  /** In a session of its own, so that a Ctrl-C on the terminal ends Bulkhead's wait only. */
  private List<String> line(List<String> command) {
    List<String> line = new ArrayList<>();
    Program.find(Path.of("/"), "setsid").ifPresent(setsid -> line.add(setsid.toString()));
    line.addAll(command);
    return line;
  }

  @Override
  public String find(String... names) {
    return Arrays.stream(names)
        .flatMap(name -> Program.find(root, name).stream())
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }

  /** The last 64 KiB of what is written. */
  private static final class Tail extends java.io.OutputStream {
    private static final int LIMIT = 64 << 10;
    private final byte[] ring = new byte[LIMIT];
    private long written;

    @Override
    public synchronized void write(int b) {
      ring[(int) (written++ % LIMIT)] = (byte) b;
    }

    synchronized String text() {
      int size = (int) Math.min(written, LIMIT);
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] = ring[(int) ((written - size + i) % LIMIT)];
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
