package io.bulkhead.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the broken processes need, made once: the preloaded library, and how a JVM is started. */
final class Workshop {
  /** Everything made here lies below the build directory. */
  static final Path DIRECTORY = Path.of("target", "crash").toAbsolutePath();

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  final Path shim;

  private static final class Once {
    static final Workshop IT = new Workshop();
  }

  /** The workshop of this test run. */
  static Workshop open() {
    return Once.IT;
  }

  private Workshop() {
    try {
      Files.createDirectories(DIRECTORY);
      Files.deleteIfExists(Table.FILE);
      shim = compiled();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command of a {@link Child} in a JVM of its own. */
  List<String> child(Path root, Deed deed, Scenario scenario, Protocol protocol) {
    List<String> command = java(List.of("-XX:+UseSerialGC", "-Xmx64m"));
    command.add(Child.class.getName());
    command.addAll(List.of(root.toString(), deed.name(), scenario.name(), protocol.name()));
    return command;
  }

  /**
   * The command of a {@link Zygote}. Where one of its processes goes on there is only the thread
   * that made it, so nothing may ask for another: no collector, no pause at regular times.
   */
  List<String> zygote() {
    List<String> command =
        java(
            List.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+UseEpsilonGC",
                "-XX:+UseTransparentHugePages",
                "-Xms1g",
                "-Xmx1g",
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:GuaranteedSafepointInterval=0",
                "-XX:+DisableAttachMechanism",
                "--add-opens=java.base/java.lang=ALL-UNNAMED"));
    command.addAll(0, List.of("env", "LD_PRELOAD=" + shim));
    command.addAll(List.of(Zygote.class.getName(), shim.toString()));
    command.add(Trees.fast().resolve("training").toString());
    return command;
  }

  private static List<String> java(List<String> options) {
    List<String> command = new ArrayList<>(List.of(JAVA.toString()));
    command.addAll(options);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Djna.nosys=true"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return command;
  }

  private static Path compiled() throws IOException {
    Path source = DIRECTORY.resolve("shim.c");
    Path library = DIRECTORY.resolve("shim.so");
    resource("/io/bulkhead/crash/shim.c", source);
    run(
        List.of(
            "gcc",
            "-O2",
            "-Wall",
            "-Werror",
            "-shared",
            "-fPIC",
            "-o",
            library.toString(),
            source.toString(),
            "-ldl",
            "-lpthread"));
    return library;
  }

  private static void resource(String name, Path target) throws IOException {
    try (InputStream in = Workshop.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Runs a command to its end and fails with its words unless it succeeds. */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command + " ended with " + process.exitValue() + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
