package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds engines by the program that a process runs. A command line that merely mentions one is
 * none; where the program is hidden, the kernel's short name has to do.
 */
final class RunningEngines {
  private static final List<String> PROGRAMS =
      List.of("dockerd", "containerd", "podman", "crio", "buildkitd", "rootlesskit");

  private static final List<String> OPTIONS =
      List.of(
          "-H",
          "--host",
          "-a",
          "--address",
          "--addr",
          "-c",
          "--config",
          "--containerd",
          "--port-driver",
          "--net",
          "--state-dir",
          "--config-file");

  private static final Pattern CONTAINER =
      Pattern.compile("(?:docker|libpod|crio|cri-containerd)[-/:]([0-9a-f]{64})");

  /** More than one number: the process has another one in a namespace within ours. */
  private static final Pattern NESTED = Pattern.compile("(?m)^NSpid:\\s+\\d+\\s+\\d+");

  private final HostFiles files;

  RunningEngines(HostFiles files) {
    this.files = files;
  }

  Reading<List<EngineProcess>> read() {
    Origin origin = Origin.observed("/proc/PID/exe");
    if (!files.live()) {
      return Reading.absent(origin);
    }
    if (files.text("/proc/1/comm").seen().isEmpty()) {
      return Reading.unreadable(origin, "processes of other users are hidden");
    }
    Reading<List<String>> names = files.list("/proc");
    return names.map(
        all -> {
          List<EngineProcess> found = new ArrayList<>();
          for (String name : all) {
            if (Character.isDigit(name.charAt(0))) {
              engine(name).ifPresent(found::add);
            }
          }
          return found;
        });
  }

  private Optional<EngineProcess> engine(String pid) {
    String at = "/proc/" + pid;
    String command = files.text(at + "/comm").seen().map(String::strip).orElse("");
    Optional<String> program = PROGRAMS.stream().filter(p -> named(command, p)).findFirst();
    if (program.isEmpty()) {
      return Optional.empty();
    }
    Reading<String> exe = files.link(at + "/exe");
    if (exe.seen().filter(path -> !runs(path, program.get())).isPresent()) {
      return Optional.empty();
    }
    List<String> argv = words(at + "/cmdline");
    if (program.get().equals("podman") && !argv.containsAll(List.of("system", "service"))) {
      return Optional.empty();
    }
    return files
        .text(at + "/status")
        .seen()
        .map(
            status ->
                new EngineProcess(
                    program.get(),
                    Integer.parseInt(pid),
                    (int) number(status, "PPid:"),
                    number(status, "Uid:"),
                    exe,
                    options(argv),
                    container(at, status)));
  }

  private static boolean named(String command, String program) {
    return command.equals(program)
        || command.equals(program + "-current")
        || command.equals(program + "-ce");
  }

  private static boolean runs(String exe, String program) {
    String plain = exe.endsWith(" (deleted)") ? exe.substring(0, exe.length() - 10) : exe;
    return named(plain.substring(plain.lastIndexOf('/') + 1), program)
        // a memfd or a wrapper that was started through the loader
        || plain.startsWith("/memfd:" + program);
  }

  private static long number(String status, String field) {
    for (String line : status.split("\n")) {
      if (line.startsWith(field)) {
        String[] numbers = line.substring(field.length()).strip().split("\\s+");
        return Long.parseLong(numbers[field.equals("Uid:") && numbers.length > 1 ? 1 : 0]);
      }
    }
    return -1;
  }

  /** {@code --name value} and {@code --name=value}; of a repeated one the last. */
  static Map<String, String> options(List<String> argv) {
    Map<String, String> found = new LinkedHashMap<>();
    for (int i = 1; i < argv.size(); i++) {
      String[] pair = argv.get(i).split("=", 2);
      if (OPTIONS.contains(pair[0])) {
        boolean next = pair.length == 1 && i + 1 < argv.size();
        found.put(pair[0], pair.length == 2 ? pair[1] : next ? argv.get(++i) : "");
      }
    }
    return found;
  }

  /** By its control group; else a namespace of processes of its own gives a container away. */
  private String container(String at, String status) {
    Matcher matcher = CONTAINER.matcher(files.text(at + "/cgroup").seen().orElse(""));
    boolean nested = NESTED.matcher(status).find();
    return matcher.find()
        ? matcher.group(1).substring(0, 12)
        : nested ? "own process namespace" : "";
  }

  private List<String> words(String path) {
    byte[] bytes = files.bytes(path).seen().orElse(new byte[0]);
    return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
  }
}
