package io.bulkhead.cli.report;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;

/** The first line of every screen: which host, which engine, how many containers. */
public final class HostLine {
  private HostLine() {}

  public static String of(HostSnapshot host) {
    String name = host.vantage().hostName();
    StringBuilder line = new StringBuilder(name.isEmpty() ? "this host" : Escape.field(name));
    line.append("   ").append(engine(host)).append(os(host)).append(containers(host));
    if (!host.vantage().live()) {
      line.append(", files below ").append(Escape.field(host.vantage().root()));
    }
    return line.toString();
  }

  /** The line in bold, on several lines where the window is narrow. */
  public static void print(Channel out, HostSnapshot host) {
    Wrap.print(out, of(host), 2, out.style()::bold);
  }

  /** Engine version as shown, empty if none was seen. */
  public static String version(HostSnapshot host) {
    return host.engine().version().seen().map(Engine.Version::version).orElse("");
  }

  private static String engine(HostSnapshot host) {
    String version = version(host);
    if (version.isEmpty()) {
      return "no engine seen";
    }
    boolean podman = host.engine().version().seen().map(Engine.Version::podman).orElse(false);
    return (podman ? "Podman " : "Docker ") + Escape.field(version);
  }

  private static String os(HostSnapshot host) {
    return host.os()
        .seen()
        .map(os -> " on " + Escape.field(os.prettyName().isEmpty() ? os.id() : os.prettyName()))
        .orElse("");
  }

  private static String containers(HostSnapshot host) {
    Reading<Engine.Containers> reading = host.engine().containers();
    return reading
        .seen()
        .map(
            c -> {
              long running = c.seen().stream().filter(Container::running).count();
              int all = c.seen().size() + c.missed().size();
              return ", " + running + " of " + all + " containers running";
            })
        .orElse("");
  }
}
