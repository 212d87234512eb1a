package io.bulkhead.remediate.engine;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.json.JsonProblem;
import io.bulkhead.remediate.plan.DockerdValidate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the dockerd that runs, with the flags it runs with. The candidate goes through a pipe: it
 * may hold secrets and is never written anywhere for this.
 */
public final class HostDockerd implements DockerdValidate {
  private static final String PIPE = "/dev/stdin";
  private static final int FIRST_WITH_VALIDATE = 23;
  private static final int FIRST_THAT_MAKES_USERS = 26;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Pattern MAJOR = Pattern.compile("(\\d+)\\..*");

  private final Services services;

  public HostDockerd(Services services) {
    this.services = services;
  }

  @Override
  public Result judge(byte[] candidate, Daemon daemon, List<String> argv) {
    Daemon.Running running = daemon.process().seen().orElse(null);
    if (running == null) {
      return cannot("no dockerd runs here");
    }
    String exe = running.exe().replace(" (deleted)", "");
    if (running.ownRoot() || !exe.startsWith("/") || !Files.isExecutable(Path.of(exe))) {
      return cannot("its program cannot be run from here");
    }
    Matcher major = MAJOR.matcher(daemon.version());
    int version = major.matches() ? Integer.parseInt(major.group(1)) : 0;
    if (version < FIRST_WITH_VALIDATE) {
      return cannot("dockerd " + daemon.version() + " has no --validate");
    }
    if (version >= FIRST_THAT_MAKES_USERS && remaps(candidate, argv)) {
      return cannot("with userns-remap its --validate would create users on this host");
    }
    return ask(candidate, command(exe, argv), daemon.version());
  }

  private static boolean remaps(byte[] candidate, List<String> argv) {
    if (argv.stream().anyMatch(a -> a.startsWith("--userns-remap"))) {
      return true;
    }
    try {
      return JsonDocument.parse(candidate)
          .get(List.of("userns-remap"))
          .map(ConfigValue::text)
          .filter(text -> !text.isEmpty())
          .isPresent();
    } catch (JsonProblem e) {
      return false;
    }
  }

  private static List<String> command(String exe, List<String> argv) {
    List<String> command = new ArrayList<>(List.of(exe));
    for (int i = 1; i < argv.size(); i++) {
      if (argv.get(i).equals("--config-file")) {
        i++;
      } else if (!argv.get(i).startsWith("--config-file=")) {
        command.add(argv.get(i));
      }
    }
    command.addAll(List.of("--validate", "--config-file", PIPE));
    return command;
  }

  private Result ask(byte[] candidate, List<String> command, String version) {
    Services.Said said = services.run(command, candidate, LIMIT);
    if (said.ok()) {
      return new Result(
          Answer.ACCEPTS,
          "dockerd " + version + " --validate with its own flags: configuration OK");
    }
    List<String> words = LastWords.of(said.output());
    String last = words.isEmpty() ? "no answer" : words.get(words.size() - 1);
    boolean refuses = last.contains("unable to configure the Docker daemon");
    return refuses && !last.contains("permission denied")
        ? new Result(Answer.REFUSES, last.replace(" with file " + PIPE, ""))
        : cannot(last);
  }

  private static Result cannot(String why) {
    return new Result(Answer.CANNOT_SAY, why);
  }
}
