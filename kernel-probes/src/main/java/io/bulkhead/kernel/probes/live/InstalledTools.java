package io.bulkhead.kernel.probes.live;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostTools;
import io.bulkhead.kernel.programs.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs programs of the system's own directories, with no input, an empty environment and a time
 * limit. A program that would make the kernel load a packet filter is not run: without the module
 * there are no rules that it could list.
 */
final class InstalledTools implements HostTools {
  private static final int MOST = 16 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @Override
  public Got<String> run(List<String> command) {
    Optional<Path> program = Program.find(Path.of("/"), command.get(0));
    if (program.isEmpty()) {
      return Got.error("ENOENT");
    }
    return idle(command.get(0), program.get()) ? Got.of("") : run(program.get(), command);
  }

  /** True if the kernel part that the program would ask is not there yet. */
  private static boolean idle(String name, Path program) {
    if (name.contains("legacy")) {
      return unused(name.startsWith("ip6") ? "ip6" : "ip");
    }
    boolean nft = name.equals("nft");
    try {
      nft |= name.contains("tables") && program.toRealPath().toString().contains("nft");
    } catch (IOException e) {
      return false;
    }
    return nft && !filtersAlready();
  }

  /** True if the older packet filter has no table of a family, which its own list says. */
  private static boolean unused(String family) {
    try {
      return Files.readString(Path.of("/proc/net", family + "_tables_names")).isBlank();
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Loaded, built in, or a kernel without modules. */
  private static boolean filtersAlready() {
    Path modules = Path.of("/proc/modules");
    if (!Files.exists(modules) || Files.exists(Path.of("/sys/module/nf_tables"))) {
      return true;
    }
    Path builtIn = Path.of("/lib/modules", System.getProperty("os.version", ""), "modules.builtin");
    try (Stream<String> loaded = Files.lines(modules)) {
      if (loaded.anyMatch(line -> line.startsWith("nf_tables "))) {
        return true;
      }
      try (Stream<String> lines = Files.lines(builtIn)) {
        return lines.anyMatch(line -> line.endsWith("/nf_tables.ko"));
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static Got<String> run(Path program, List<String> command) {
    List<String> argv = new ArrayList<>(command);
    argv.set(0, program.toString());
    Head out = new Head();
    Program.Ended ended =
        new Program(argv, new byte[0], LIMIT).run(out, OutputStream.nullOutputStream());
    if (!ended.trouble().isEmpty()) {
      return Got.error("could not be run: " + ended.trouble());
    }
    if (ended.exit() != 0) {
      return Got.error(refusal(ended.exit()));
    }
    return out.whole()
        ? Got.of(out.text())
        : Got.error("printed more than " + (MOST >> 20) + " MiB");
  }

  private static String refusal(int exit) {
    boolean root = System.getProperty("user.name", "").equals("root");
    return root ? String.format(Locale.ROOT, "ended with %d", exit) : "EPERM";
  }

  /** The first so many bytes, and whether that was all. */
  private static final class Head extends OutputStream {
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean more;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      int room = Math.min(length, MOST - kept.size());
      kept.write(bytes, from, room);
      more |= room < length;
    }

    synchronized boolean whole() {
      return !more;
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
