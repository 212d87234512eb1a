package io.bulkhead.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.CommandsPort;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.host.NoLimits;
import io.bulkhead.engine.EngineCommands;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.LimitPort;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.apply.Guard;
import io.bulkhead.remediate.apply.SignalGuard;
import io.bulkhead.remediate.engine.EngineControl;
import io.bulkhead.remediate.engine.EngineProcess;
import io.bulkhead.remediate.engine.HostDockerd;
import io.bulkhead.remediate.engine.HostServices;
import io.bulkhead.remediate.engine.IdleEngine;
import io.bulkhead.remediate.guard.NoGuard;
import io.bulkhead.remediate.guard.SystemLog;
import io.bulkhead.remediate.guard.SystemdGuard;
import io.bulkhead.remediate.host.HostControl;
import io.bulkhead.remediate.plan.DockerdValidate;
import io.bulkhead.remediate.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the host is changed. */
final class ChangeModule extends AbstractModule {
  /** How dockerd is started, while it is stopped; see EngineProcess. */
  private static final String MEMORY = "engine-process";

  private final Run run;
  private final LazySys sys;

  ChangeModule(Run run, LazySys sys) {
    this.run = run;
    this.sys = sys;
  }

  @Provides
  @Singleton
  ChangeDesk desk(Provider<HostFiles> files, HostLook look, Judge judge, List<Remedy> remedies) {
    return new ChangeDesk(
        new ChangeDesk.Bench(
            sys,
            files::get,
            run.root(),
            run.state(),
            this::driver,
            host(),
            run.live() ? new HostDockerd(new HostServices()) : ChangeModule::notAsked,
            remedies,
            look,
            judge,
            run.clock(),
            new SignalGuard(),
            this::guard,
            IdleEngine.NOT_STARTED,
            run.tool()));
  }

  private Guard guard() {
    if (!run.live()) {
      return new NoGuard("only files below " + run.root() + " are changed", Optional.empty());
    }
    if (!Files.isDirectory(Path.of("/run/systemd/system"))) {
      return new NoGuard(
          "this host is not run by systemd, which would have to hold the time", systemLog());
    }
    if (!run.state().path().equals(Path.of(StateDirectory.PATH))) {
      return new NoGuard(
          "the guard works with the state directory " + StateDirectory.PATH + " only, not --state",
          systemLog());
    }
    return new SystemdGuard(
        new HostServices(),
        System.getProperty("bulkhead.home", ""),
        Path.of(System.getProperty("java.home")),
        StateDirectory.PATH);
  }

  private static Optional<SystemLog> systemLog() {
    return Optional.of(new SystemLog(new HostServices()));
  }

  private EngineDriver driver(HostSnapshot seen) {
    if (!run.live() || run.endpoint().isEmpty()) {
      return IdleEngine.UNTOUCHED;
    }
    return new EngineControl(
        new CommandsPort(new EngineCommands(run.endpoint().get())),
        new HostServices(),
        new EngineProcess(
            Path.of("/proc"), seen.daemon().process(), run.state().path().resolve(MEMORY)));
  }

  private HostDriver host() {
    LimitPort limits =
        run.endpoint()
            .<LimitPort>map(endpoint -> new CommandsPort(new EngineCommands(endpoint)))
            .orElseGet(NoLimits::new);
    return new HostControl(new HostServices(), Path.of("/"), limits, sys);
  }

  private static DockerdValidate.Result notAsked(
      byte[] candidate, Daemon daemon, List<String> argv) {
    return new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, "this is another root");
  }
}
