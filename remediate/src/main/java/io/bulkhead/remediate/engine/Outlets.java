package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process was connected to, held open while it is down: its network namespace would vanish
 * with it, and a pipe could not be opened again.
 */
final class Outlets implements Closeable {
  private final Proc proc;
  private final Services services;
  private final List<FileChannel> held = new ArrayList<>();
  private String network = "";
  private File output = new File("/dev/null");
  private File errors = new File("/dev/null");

  Outlets(Proc proc, Services services) {
    this.proc = proc;
    this.services = services;
  }

  /** Holds what the running process has; refuses what could not be given to another. */
  void hold(long pid, Launch launch) throws EngineFailed, IOException {
    refuse(pid, launch);
    long own = ProcessHandle.current().pid();
    if (!launch.network().equals(proc.link(own, "ns/net"))) {
      held.add(FileChannel.open(proc.path(pid, "ns/net"), StandardOpenOption.READ));
      network =
          Proc.ownDescriptor(launch.network())
              .map(fd -> "/proc/" + own + "/fd/" + fd)
              .orElseThrow(() -> new IOException("its network namespace cannot be held"));
    }
    output = held(pid, "fd/1", launch.output());
    errors = held(pid, "fd/2", launch.errors());
  }

  private void refuse(long pid, Launch launch) throws EngineFailed {
    long own = ProcessHandle.current().pid();
    for (String kind : List.of("mnt", "pid", "user")) {
      if (!proc.link(pid, "ns/" + kind).equals(proc.link(own, "ns/" + kind))) {
        throw new EngineFailed(
            "dockerd (pid " + pid + ") runs in another " + kind + " namespace; restart it there");
      }
    }
    if (launch.argv().isEmpty() || launch.directory().isEmpty()) {
      throw new EngineFailed("how dockerd (pid " + pid + ") was started cannot be seen");
    }
    if (launch.output().startsWith("socket:") || launch.errors().startsWith("socket:")) {
      throw new EngineFailed(
          "dockerd (pid "
              + pid
              + ") writes to a socket, so a supervisor runs it; restart it there");
    }
  }

  /** A file is opened again by its name; anything else has to be held. */
  private File held(long pid, String fd, String target) throws IOException {
    if (target.startsWith("/") && !target.endsWith(" (deleted)")) {
      return new File(target);
    }
    if (target.isEmpty()) {
      return new File("/dev/null");
    }
    held.add(FileChannel.open(proc.path(pid, fd), StandardOpenOption.WRITE));
    return Proc.ownDescriptor(target)
        .map(n -> new File("/proc/self/fd/" + n))
        .orElseThrow(() -> new IOException("its output " + target + " cannot be held"));
  }

  /** After a crash: the namespace is found again by what still lives in it or names it. */
  void find(Launch launch) throws EngineFailed {
    if (!launch.network().equals(proc.link(ProcessHandle.current().pid(), "ns/net"))) {
      network = namedNetwork(launch.network()).or(() -> sharedNetwork(launch)).orElse("");
      if (network.isEmpty()) {
        throw new EngineFailed(
            "the network namespace dockerd ran in is gone; start it the way you did before");
      }
    }
    output = named(launch.output());
    errors = named(launch.errors());
  }

  private static File named(String target) {
    boolean file = target.startsWith("/") && !target.endsWith(" (deleted)");
    return new File(file ? target : "/dev/null");
  }

  private Optional<String> sharedNetwork(Launch launch) {
    return proc.inNetwork(launch.network()).map(pid -> "/proc/" + pid + "/ns/net");
  }

  private static Optional<String> namedNetwork(String network) {
    Path names = Path.of("/run/netns");
    try (var files = Files.newDirectoryStream(names)) {
      for (Path file : files) {
        Object inode = Files.getAttribute(file, "unix:ino");
        if (network.equals("net:[" + inode + "]")) {
          return Optional.of(file.toString());
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Starts it detached, in its own session. */
  void start(Launch launch) throws IOException, EngineFailed {
    List<String> command = new ArrayList<>(List.of(program("setsid"), "-f"));
    if (!network.isEmpty()) {
      command.addAll(List.of(program("nsenter"), "--net=" + network));
    }
    String prlimit = services.find("prlimit");
    if (!prlimit.isEmpty() && launch.files().matches("\\d+:\\d+")) {
      command.addAll(List.of(prlimit, "--nofile=" + launch.files()));
    }
    command.add(launch.exe());
    command.addAll(launch.argv().subList(1, launch.argv().size()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(new File(launch.directory()));
    builder.environment().clear();
    for (String variable : launch.environment()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    builder.redirectInput(new File("/dev/null"));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors));
    try {
      builder.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String program(String name) throws EngineFailed {
    String path = services.find(name);
    if (path.isEmpty()) {
      throw new EngineFailed("the program " + name + " is not installed");
    }
    return path;
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : held) {
      channel.close();
    }
  }
}
