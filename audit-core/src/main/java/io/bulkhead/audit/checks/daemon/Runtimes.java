package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The programs that start containers are approved, and only root can exchange them. */
final class Runtimes implements PolicyCheck {
  private static final int OTHERS_WRITE = 0022;
  private static final CheckMeta META =
      check("DMN-031", "Only approved OCI runtimes that root alone can change", Severity.HIGH)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "every runtime of the engine is approved, and its program exists and can be"
                  + " changed by root alone")
          .because("A runtime is run as root at every start of a container.")
          .advise(
              "Remove the runtime from \"runtimes\" in /etc/docker/daemon.json, or `chown root:root`"
                  + " and `chmod go-w` its program; a site that wants it lists it in its policy.")
          .mayBreak("Containers that use the runtime.")
          .see("docs.docker.com: Alternative container runtimes");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return Presence.notHere(host)
        .orElseGet(
            () ->
                host.engine()
                    .info()
                    .fold(
                        seen -> judge(host, seen, policy),
                        none -> Verdict.undetermined("the engine's runtimes were not seen"),
                        unseen ->
                            Presence.notRunning(host)
                                ? Verdict.notApplicable("no engine runs that could be asked")
                                : Verdict.undetermined(unseen)));
  }

  private static Verdict judge(
      HostSnapshot host, Reading.Present<Engine.Info> info, Policy policy) {
    Map<String, String> runtimes = new TreeMap<>(info.value().settings().runtimes());
    runtimes.putIfAbsent(info.value().settings().defaultRuntime(), "");
    runtimes.remove("");
    List<Ground> grounds = new ArrayList<>();
    runtimes.forEach(
        (name, program) -> {
          Evidence says = Evidence.of(info.origin(), "Runtimes " + name + " " + program);
          if (!policy.lists(EngineValues.RUNTIMES, name) && !builtIn(name)) {
            grounds.add(Grounds.fail(name, "is not among the approved runtimes", says));
          } else if (program.startsWith("/") && !Presence.elsewhere(host)) {
            grounds.add(program(name, host.file(program), says));
          } else {
            grounds.add(Grounds.pass(name, "is approved", says));
          }
        });
    return Verdict.over(grounds, "the engine shows no runtimes");
  }

  /** Engines of the 20.10 line list the shim of their runtime too. */
  private static boolean builtIn(String name) {
    return name.equals("io.containerd.runtime.v1.linux");
  }

  private static Ground program(String name, Reading<FileStat> file, Evidence says) {
    return file.fold(
        seen -> {
          FileStat stat = seen.value();
          Evidence mode = Evidence.of(seen.origin(), stat.octal() + " " + stat.owner());
          return stat.uid() == 0 && (stat.mode() & OTHERS_WRITE) == 0
              ? Grounds.pass(name, "is approved, and its program is root's", says, mode)
              : Grounds.fail(name, "others than root can change " + stat.path(), says, mode);
        },
        none -> Grounds.fail(name, "its program does not exist", says),
        unseen -> Grounds.unseen(name, unseen, says));
  }
}
