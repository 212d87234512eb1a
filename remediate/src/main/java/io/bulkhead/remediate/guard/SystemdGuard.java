package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.apply.Guard;
import io.bulkhead.remediate.engine.Services;
import io.bulkhead.remediate.state.Folder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Guards a change set with systemd: a transient timer holds the deadline (monotonic, so that the
 * wall clock does not matter; it survives daemon-reload, daemon-reexec and the death of everybody
 * else), a unit of {@code sysinit.target} holds the reboot, after which the timer is gone.
 */
public final class SystemdGuard implements Guard {
  /** So long before the end those who are logged in are told. */
  private static final Duration WARNING = Duration.ofMinutes(1);

  private static final String GUARD = "bulkhead-guard-";
  private static final String WARN = "bulkhead-warn-";

  private final SystemLog log;
  private final Systemd systemd;
  private final BootUnit boot;
  private final ToolCopy copy;
  private final Command command;
  private final String state;

  /**
   * @param home where the launcher of this run lies
   * @param javaHome the Java of this run
   * @param state absolute path of the state directory
   */
  public SystemdGuard(Services services, String home, Path javaHome, String state) {
    this.log = new SystemLog(services);
    this.systemd = new Systemd(services);
    this.boot = new BootUnit(Path.of("/etc/systemd/system"));
    this.copy = new ToolCopy(home);
    this.command = new Command(ToolCopy.launcher(state), javaHome);
    this.state = state;
  }

  @Override
  public Optional<String> refusal() {
    return copy.missing();
  }

  @Override
  public void watchBoot(Folder folder) throws GuardFailed {
    Optional<String> missing = copy.missing();
    if (missing.isPresent()) {
      throw new GuardFailed(missing.get());
    }
    copy.make(folder);
    boot.install(command.bootUnit(state));
  }

  /** Rehearsed first: a timer that starts a program that does not run guards nothing. */
  @Override
  public String start(String set, int turn, Duration within) throws GuardFailed {
    if (turn == 1) {
      List<String> rehearsal = new ArrayList<>(List.of("--quiet", "--wait", "--pipe", "--collect"));
      rehearsal.addAll(command.words("recover", "--rehearse"));
      require(systemd.transiently(rehearsal), "the guard does not run here");
    }
    String id = set.substring(set.lastIndexOf('-') + 1) + "-" + turn;
    String name = GUARD + id;
    List<String> words = new ArrayList<>(List.of("-p", "TimeoutStartSec=1800"));
    words.addAll(RETRY);
    words.addAll(command.words("recover", "--expired", set));
    String why = "Undo change set " + set + " unless it is confirmed";
    require(timer(name, why, within, words), "the timer could not be started");
    require(systemd.control("is-active", name + ".timer"), "the timer does not run");
    if (within.compareTo(WARNING) > 0) {
      // only a courtesy: without it the set goes back all the same
      String says = "Say that change set " + set + " will be undone";
      List<String> warning = command.words("recover", "--warn", set);
      timer(WARN + id, says, within.minus(WARNING), warning);
    }
    return name + ".timer";
  }

  private Services.Said timer(String name, String says, Duration within, List<String> command) {
    List<String> words = new ArrayList<>(systemd.sinceStartup(within));
    words.addAll(
        List.of(
            "--quiet",
            "--unit=" + name,
            "--description=" + says,
            "--on-active=" + within.toSeconds() + "s",
            "--timer-property=AccuracySec=100ms"));
    for (String property :
        List.of(
            "Type=oneshot",
            "OOMScoreAdjust=-900",
            "UMask=0077",
            "KillMode=process",
            "SyslogIdentifier=bulkhead")) {
      words.addAll(List.of("-p", property));
    }
    words.addAll(command);
    return systemd.transiently(words);
  }

  /** A guard that was killed begins again; what it says itself is final. */
  private static final List<String> RETRY =
      List.of(
          "-p",
          "Restart=on-failure",
          "-p",
          "RestartSec=1",
          "-p",
          "StartLimitIntervalSec=3600",
          "-p",
          "StartLimitBurst=5",
          "-p",
          "RestartPreventExitStatus=1 3 5 8 64 70");

  private static void require(Services.Said said, String otherwise) throws GuardFailed {
    if (!said.ok()) {
      String output = said.output().strip();
      throw new GuardFailed(
          output.isEmpty() ? otherwise : otherwise + ": " + output.replace('\n', ' '));
    }
  }

  @Override
  public void stop(String timer) {
    String warning = timer.replaceFirst("^" + GUARD, WARN);
    systemd.control("stop", timer, warning);
    systemd.control("reset-failed", timer, timer.replaceFirst("timer$", "service"));
  }

  @Override
  public void dismiss() {
    boot.remove().ifPresent(this::tell);
  }

  @Override
  public void log(String sentence) {
    log.log(sentence);
  }

  @Override
  public void tell(String sentence) {
    log.tell(sentence);
  }

  @Override
  public Duration uptime() {
    return Uptime.now();
  }
}
