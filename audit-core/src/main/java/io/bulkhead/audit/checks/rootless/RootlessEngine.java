package io.bulkhead.audit.checks.rootless;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ProcessFacts;
import java.util.Optional;
import java.util.function.Function;

/**
 * The account that a rootless engine runs as.
 *
 * @param name of the account, or its number as text
 */
record RootlessEngine(long uid, String name) {

  /** Judges the engine where one runs without root. */
  static Verdict judge(HostSnapshot host, Function<RootlessEngine, Verdict> rule) {
    Optional<RootlessEngine> engine = of(host);
    if (engine.isPresent()) {
      return rule.apply(engine.get());
    }
    if (Modes.rootless(host)) {
      return Verdict.undetermined(
          "the engine says that it is rootless, and as whom it runs was not seen");
    }
    return Presence.notHere(host).orElseGet(() -> rooted(host));
  }

  private static Verdict rooted(HostSnapshot host) {
    boolean known = host.engine().info().seen().isPresent() || process(host).isPresent();
    return known
        ? Verdict.notApplicable("the engine runs as root")
        : Verdict.undetermined("whether the engine runs as root was not seen");
  }

  private static Optional<RootlessEngine> of(HostSnapshot host) {
    return process(host)
        .map(ProcessFacts::uid)
        .filter(uid -> uid != 0)
        .map(uid -> new RootlessEngine(uid, name(host, uid)));
  }

  private static Optional<ProcessFacts> process(HostSnapshot host) {
    return host.daemon()
        .process()
        .seen()
        .map(Daemon.Running::pid)
        .flatMap(pid -> host.process(pid).seen());
  }

  private static String name(HostSnapshot host, long uid) {
    return host.accounts().seen().map(Accounts::users).stream()
        .flatMap(users -> users.stream())
        .filter(user -> user.uid() == uid)
        .map(Accounts.User::name)
        .findFirst()
        .orElse(String.valueOf(uid));
  }
}
