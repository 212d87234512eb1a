package io.bulkhead.kernel.probes.live;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostTools;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs of the system's own directories, with no input, an empty environment and a time
 * limit. A program that would make the kernel load a packet filter is not run: without the module
 * there are no rules that it could list.
 */
final class InstalledTools implements HostTools {
  private static final List<String> DIRECTORIES = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");
  private static final int MOST = 16 << 20;
  private static final int SECONDS = 5;

  @Override
  public Got<String> run(List<String> command) {
    Optional<Path> program = find(command.get(0));
    if (program.isEmpty()) {
      return Got.error("ENOENT");
    }
    return idle(command.get(0), program.get()) ? Got.of("") : run(program.get(), command);
  }

  private static Optional<Path> find(String name) {
    return DIRECTORIES.stream()
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
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
    ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(new java.io.File("/dev/null"));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        byte[] bytes = out.readNBytes(MOST);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return Got.error("did not end within " + SECONDS + " s");
        }
        int exit = process.exitValue();
        return exit == 0
            ? Got.of(new String(bytes, StandardCharsets.UTF_8))
            : Got.error(refusal(exit));
      }
    } catch (IOException e) {
      return Got.error("could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Got.error("interrupted");
    }
  }

  private static String refusal(int exit) {
    boolean root = System.getProperty("user.name", "").equals("root");
    return root ? String.format(Locale.ROOT, "ended with %d", exit) : "EPERM";
  }
}
