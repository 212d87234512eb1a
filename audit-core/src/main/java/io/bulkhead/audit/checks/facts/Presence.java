package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/** Whether there is an engine here that could be judged. */
public final class Presence {
  private Presence() {}

  /** True if nothing of an engine was found: no answer, no process, no unit, no configuration. */
  public static boolean noEngine(HostSnapshot host) {
    Daemon daemon = host.daemon();
    return notRunning(host)
        && absent(daemon.unit())
        && daemon.configFile().fold(file -> !file.value().exists(), a -> true, u -> false);
  }

  /** True if no daemon runs: none was found here, or a tree of files is looked at; none answers. */
  public static boolean notRunning(HostSnapshot host) {
    boolean none = absent(host.daemon().process()) || !host.vantage().live();
    return none && host.engine().version().seen().isEmpty();
  }

  /** True if the engine that answers is not a process of this system, or is in another tree. */
  public static boolean elsewhere(HostSnapshot host) {
    return host.daemon()
        .process()
        .fold(
            seen -> seen.value().ownRoot(),
            none -> host.engine().version().seen().isPresent(),
            unseen -> false);
  }

  /**
   * True if the engine's programs are not this system's. A rootless engine has a mount namespace of
   * its own, but only for what it changes in /etc and /run.
   */
  public static boolean foreignPrograms(HostSnapshot host) {
    return elsewhere(host) && !rootlessHere(host);
  }

  /** True if the engine is a process of this system that runs without root. */
  public static boolean rootlessHere(HostSnapshot host) {
    return Modes.rootless(host)
        && host.daemon()
            .process()
            .seen()
            .flatMap(process -> host.process(process.pid()).seen())
            .filter(facts -> facts.uid() != 0)
            .isPresent();
  }

  /** The verdict where the engine's answer is missing. */
  public static Verdict unanswered(HostSnapshot host, Reading.Unreadable<?> answer) {
    return notHere(host).orElseGet(() -> Verdict.undetermined(answer));
  }

  /**
   * The verdict where what the engine lists is missing.
   *
   * @param could what an engine that ran could do, for example {@code name its images}
   */
  public static Verdict unlisted(HostSnapshot host, Reading.Unreadable<?> list, String could) {
    return notRunning(host) && !noEngine(host) && host.vantage().live()
        ? Verdict.undetermined(
            "no engine runs that could " + could, Evidence.of(list.origin(), list.reason()))
        : unanswered(host, list);
  }

  /** Not applicable where no engine can be asked. */
  public static Optional<Verdict> notHere(HostSnapshot host) {
    if (noEngine(host)) {
      return Optional.of(
          Verdict.notApplicable(
              "no Docker Engine was found here",
              Evidence.of(host.daemon().process().origin(), "no dockerd"),
              Evidence.of(host.daemon().configFile().origin(), "no file")));
    }
    if (!host.vantage().live() && host.engine().version().seen().isEmpty()) {
      return Optional.of(
          Verdict.notApplicable(
              "only files under " + host.vantage().root() + " are looked at, no engine is asked"));
    }
    return Optional.empty();
  }

  /** Not applicable where only a tree of files is looked at, so that no kernel is judged. */
  public static Optional<Verdict> noKernel(HostSnapshot host) {
    return host.vantage().live()
        ? Optional.empty()
        : Optional.of(
            Verdict.notApplicable(
                "only files under "
                    + host.vantage().root()
                    + " are looked at, no kernel runs there"));
  }

  private static boolean absent(Reading<?> reading) {
    return reading.fold(seen -> false, none -> true, unseen -> false);
  }
}
