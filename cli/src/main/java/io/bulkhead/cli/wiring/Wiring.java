package io.bulkhead.cli.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.bulkhead.cli.command.Environment;
import io.bulkhead.cli.command.Globals;
import io.bulkhead.cli.command.PolicySource;
import io.bulkhead.cli.command.Tools;
import io.bulkhead.cli.command.UsageException;
import io.bulkhead.cli.command.Version;
import io.bulkhead.cli.host.ChangeDesk;
import io.bulkhead.cli.host.HostLook;
import io.bulkhead.cli.host.Judge;
import io.bulkhead.cli.host.LazySys;
import io.bulkhead.cli.host.Standpoint;
import io.bulkhead.engine.endpoint.Endpoint;
import io.bulkhead.engine.endpoint.EndpointException;
import io.bulkhead.engine.endpoint.EndpointResolver;
import io.bulkhead.remediate.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Makes the tools of one run from its options. */
public final class Wiring {
  private static final Path HOST = Path.of("/");

  private Wiring() {}

  /**
   * The tools; each is made when it is first asked for.
   *
   * @throws UsageException if the options name no directory or no engine that can be asked
   */
  public static Tools tools(Globals globals, Environment environment, LazySys sys) {
    return new Injected(injector(run(globals, environment), sys));
  }

  /** Lazy singletons: a command that only reads must not load what changes the host. */
  static Injector injector(Run run, LazySys sys) {
    return Guice.createInjector(
        Stage.DEVELOPMENT,
        new StrictModule(),
        new AuditModule(run.policy()),
        new ProbesModule(run),
        new ChangeModule(run, sys));
  }

  private static Run run(Globals globals, Environment environment) {
    Path root = directory(globals.root());
    Optional<Endpoint> endpoint = Optional.empty();
    if (root.equals(HOST)) {
      endpoint = Optional.of(endpoint(globals, environment));
    } else if (!globals.host().isEmpty() || !globals.context().isEmpty()) {
      throw new UsageException(
          "--root looks at files only; an engine named with -H or --context does not go with it",
          "leave one of them out");
    }
    return new Run(
        root,
        state(globals, root),
        endpoint,
        environment,
        Clock.systemUTC(),
        PolicySource.read(globals),
        Version.current());
  }

  private static ChangeDesk.StatePlace state(Globals globals, Path root) {
    if (globals.state().isEmpty()) {
      return new ChangeDesk.StatePlace(root, StateDirectory.PATH);
    }
    Path place = absolute(globals.state());
    Path parent = place.getParent();
    if (parent == null) {
      throw new UsageException("--state '/' is no place for a journal", "name a directory");
    }
    try {
      // a link above it is followed here, once; the directory itself may not be one
      Path real = Files.exists(parent) ? parent.toRealPath() : parent;
      return new ChangeDesk.StatePlace(HOST, real.resolve(place.getFileName()).toString());
    } catch (IOException e) {
      throw new UsageException(
          "--state '" + globals.state() + "' cannot be used: " + e.getMessage(),
          "check its permissions");
    }
  }

  private static Endpoint endpoint(Globals globals, Environment environment) {
    try {
      return EndpointResolver.resolve(
          globals.host(), globals.context(), environment.variables(), environment.home());
    } catch (EndpointException e) {
      throw new UsageException(
          String.valueOf(e.getMessage()), "bulkhead audit -H unix:///var/run/docker.sock");
    }
  }

  private static Path directory(String name) {
    Path path = absolute(name);
    if (!Files.isDirectory(path)) {
      throw new UsageException("--root '" + name + "' is not a directory", "name a directory");
    }
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UsageException(
          "--root '" + name + "' cannot be looked into: " + e.getMessage(),
          "check its permissions");
    }
  }

  private static Path absolute(String name) {
    try {
      return Path.of(name).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException("'" + name + "' is not a directory name", "name a directory");
    }
  }

  private record Injected(Injector injector) implements Tools {
    @Override
    public HostLook look() {
      return injector.getInstance(HostLook.class);
    }

    @Override
    public Judge judge() {
      return injector.getInstance(Judge.class);
    }

    @Override
    public String hostName() {
      return injector.getInstance(Standpoint.class).hostName();
    }

    @Override
    public ChangeDesk desk() {
      return injector.getInstance(ChangeDesk.class);
    }
  }
}
