package io.bulkhead.audit.checks.rootless;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.EngineProcess;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import java.util.List;
import java.util.Optional;

/** Containers of a rootless engine see who connects to them. */
final class PortDriver implements Check {
  private static final CheckMeta META =
      check("RTL-002", "Rootless containers see the addresses of their clients", Severity.INFO)
          .in(Profile.LEVEL_2)
          .passesWhen("rootlesskit was started with a port driver that passes addresses on")
          .because(
              "With the builtin port driver every client seems to come from one address: logs tell"
                  + " nobody, and limits or blocks by address hit all or none.")
          .advise(
              "Set DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER=slirp4netns, or use pasta with the"
                  + " implicit driver, by `systemctl --user edit docker`; then restart it.")
          .mayBreak("Published ports are slower with slirp4netns.")
          .see("docs.docker.com: Rootless mode, networking errors", "rootlesskit: port drivers");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return RootlessEngine.judge(
        host,
        engine ->
            host.software()
                .engines()
                .fold(
                    seen -> judge(engine, seen.value()),
                    none -> Verdict.undetermined("no processes were seen"),
                    Verdict::undetermined));
  }

  private static Verdict judge(RootlessEngine engine, List<EngineProcess> processes) {
    Optional<EngineProcess> kit =
        processes.stream()
            .filter(one -> one.program().equals("rootlesskit") && one.uid() == engine.uid())
            .filter(one -> !one.option("--net", "--port-driver").isEmpty())
            .findFirst();
    if (kit.isEmpty()) {
      return Verdict.undetermined("the rootlesskit process of " + engine.name() + " was not seen");
    }
    String driver = kit.get().option("--port-driver");
    Evidence says =
        Evidence.of(
            Origin.observed("/proc/" + kit.get().pid() + "/cmdline"),
            "--net=" + kit.get().option("--net") + " --port-driver=" + driver);
    return switch (driver) {
      case "builtin" ->
          Verdict.manual(
              "the builtin port driver hides from containers who connects: decide whether they need"
                  + " to know",
              says);
      case "slirp4netns", "implicit", "gvisor-tap-vsock" ->
          Verdict.pass("port driver " + driver + " passes addresses on", says);
      default ->
          Verdict.undetermined(
              driver.isEmpty()
                  ? "no port driver is named"
                  : "port driver " + driver + " is not known",
              says);
    };
  }
}
