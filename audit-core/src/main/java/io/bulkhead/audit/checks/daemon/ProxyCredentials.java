package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;

/** A password inside a URL, such as that of a proxy, stands in no file that others can read. */
final class ProxyCredentials implements Check {
  private static final int OTHERS = 0007;
  private static final CheckMeta META =
      check("DMN-040", "Passwords in URLs are root's to read", Severity.MEDIUM)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "no file of the engine's settings that other users can read holds a password"
                  + " in an address")
          .because("Every local user reads the password from the engine's settings.")
          .advise(
              "Move the address into a file of mode 0600 that the unit names by EnvironmentFile=, or"
                  + " `chmod 0600` the file named.")
          .mayBreak("Tools that read the engine's settings without root.")
          .see("systemd.exec(5)", "docs.docker.com: Daemon proxy configuration");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    List<Ground> grounds = new ArrayList<>();
    host.daemon().credentials().forEach(path -> grounds.add(judge(host, path)));
    unseen(grounds, host.daemon().configFile());
    unseen(grounds, host.daemon().unit());
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              "",
              "no file of the engine's settings holds a URL with a password",
              Grounds.evidence(host.daemon().configFile().map(f -> "no password"))));
    }
    return Verdict.over(grounds, "");
  }

  private static void unseen(List<Ground> grounds, Reading<?> reading) {
    if (reading instanceof Reading.Unreadable<?> hidden) {
      grounds.add(Grounds.unseen("", hidden));
    }
  }

  private static Ground judge(HostSnapshot host, String path) {
    return host.file(path)
        .fold(
            seen -> {
              Evidence mode = Evidence.of(seen.origin(), "mode " + seen.value().octal());
              return (seen.value().mode() & OTHERS) == 0
                  ? Grounds.pass(path, "holds a password and is closed to other users", mode)
                  : Grounds.fail(path, "holds a password, and other users can read it", mode);
            },
            none -> Grounds.undetermined(path, "held a password and is gone"),
            unseen -> Grounds.unseen(path, unseen));
  }
}
