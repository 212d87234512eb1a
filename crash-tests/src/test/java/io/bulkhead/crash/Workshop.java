package io.bulkhead.crash;

import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** What the broken processes need, made once: the preloaded library and a JVM that starts fast. */
final class Workshop {
  /** Everything made here lies below the build directory. */
  static final Path DIRECTORY = Path.of("target", "crash").toAbsolutePath();

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  final Path shim;
  private final List<String> java;

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
      shim = compiled();
      java = prepared();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command of a {@link Child}. */
  List<String> child(Path root, Deed deed, Scenario scenario, Protocol protocol) {
    List<String> command = new ArrayList<>(java);
    command.add(Child.class.getName());
    command.addAll(List.of(root.toString(), deed.name(), scenario.name(), protocol.name()));
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

  /** A JVM with an archive of the classes that a child loads. */
  private static List<String> prepared() throws IOException {
    Path archive = DIRECTORY.resolve("child.jsa");
    Path natives = Files.createDirectories(DIRECTORY.resolve("native"));
    String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86-64";
    String jna = "/com/sun/jna/linux-" + platform + "/libjnidispatch.so";
    try (InputStream in = Native.class.getResourceAsStream(jna)) {
      Files.copy(
          Objects.requireNonNull(in, jna),
          natives.resolve("libjnidispatch.so"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> java = new ArrayList<>();
    java.add(JAVA.toString());
    java.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Djna.nosys=true",
            "-Djna.boot.library.path=" + natives));
    String classPath = classPath();
    List<String> training = new ArrayList<>(java);
    training.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath));
    training.add(Training.class.getName());
    training.add(DIRECTORY.resolve("training").toString());
    run(training);
    java.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-cp", classPath));
    return java;
  }

  /** Directories of classes packed into jars: an archive takes classes from jars only. */
  private static String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    int n = 0;
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        entries.add(entry);
      } else {
        Path jar = DIRECTORY.resolve("classes-" + n++ + ".jar");
        pack(path, jar);
        entries.add(jar.toString());
      }
    }
    return String.join(":", entries);
  }

  private static void pack(Path directory, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        packed.putNextEntry(new JarEntry(directory.relativize(file).toString()));
        Files.copy(file, packed);
        packed.closeEntry();
      }
    }
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
