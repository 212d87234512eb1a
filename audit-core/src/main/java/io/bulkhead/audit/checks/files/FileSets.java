package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.EngineSockets;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DecidingPaths;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the files are that decide who controls the engine. */
final class FileSets {
  static final String ELSEWHERE =
      "the engine does not share this system's file tree, so its files are not seen";

  private FileSets() {}

  static Chosen engineSockets(HostSnapshot host) {
    if (Presence.rootlessHere(host)) {
      return Chosen.of(ownSocket(host), "the engine has no unix socket here");
    }
    return Presence.elsewhere(host)
        ? Chosen.unseen(ELSEWHERE)
        : Chosen.of(
            EngineSockets.ofEngine(host).stream().filter(path -> maybeSocket(host, path)).toList(),
            "the engine has no unix socket here");
  }

  /** A rootless engine's socket is in its user's directory, which is the host's. */
  private static List<String> ownSocket(HostSnapshot host) {
    return Stream.of(host.vantage().endpoint())
        .filter(endpoint -> endpoint.startsWith("unix:///"))
        .map(endpoint -> endpoint.substring(7))
        .filter(path -> maybeSocket(host, path))
        .toList();
  }

  static Chosen containerdSocket(HostSnapshot host) {
    Set<String> sockets = new LinkedHashSet<>();
    String told = Effective.of(host, "containerd").text();
    if (told.startsWith("/") && !Presence.elsewhere(host)) {
      sockets.add(told);
    }
    sockets.addAll(List.of(WellKnownPaths.CONTAINERD_SOCKET, WellKnownPaths.OWN_CONTAINERD_SOCKET));
    return Chosen.of(
        sockets.stream().filter(p -> maybeSocket(host, p)).toList(),
        "there is no socket at " + String.join(" or ", sockets));
  }

  /** The engine itself makes a directory where a container's bind mount named a missing socket. */
  private static boolean maybeSocket(HostSnapshot host, String path) {
    return host.file(path).seen().filter(file -> file.kind() != FileKind.SOCKET).isEmpty();
  }

  static Chosen configFile(HostSnapshot host) {
    if (Presence.elsewhere(host)) {
      return Chosen.unseen(ELSEWHERE);
    }
    return host.daemon()
        .configFile()
        .fold(
            file ->
                file.value().exists()
                    ? Chosen.of(List.of(file.value().path()), "there is no configuration file")
                    : Chosen.none("there is no " + file.value().path()),
            none -> Chosen.none("there is no configuration file"),
            Chosen::unseen);
  }

  static Chosen configDirectories(HostSnapshot host) {
    if (Presence.elsewhere(host)) {
      return Chosen.unseen(ELSEWHERE);
    }
    Set<String> directories = new LinkedHashSet<>(List.of(WellKnownPaths.ETC_DOCKER));
    host.daemon()
        .configFile()
        .seen()
        .filter(file -> file.exists())
        .ifPresent(file -> directories.add(PathText.parent(file.path())));
    return Chosen.of(
        List.copyOf(directories), "there is no directory " + WellKnownPaths.ETC_DOCKER);
  }

  static Chosen serviceUnit(HostSnapshot host) {
    return host.daemon()
        .unit()
        .fold(
            unit ->
                Chosen.of(
                    withOptions(unit.value()), "no file of " + unit.value().name() + " is there"),
            none -> Chosen.none("no systemd unit starts the engine here"),
            Chosen::unseen);
  }

  static Chosen socketUnit(HostSnapshot host) {
    return host.daemon()
        .socketUnit()
        .fold(
            unit ->
                Chosen.of(
                    withDropIns(unit.value().fragment(), unit.value().dropIns()),
                    "no file of " + unit.value().name() + " is there"),
            none -> Chosen.none("no systemd socket unit for the engine here"),
            Chosen::unseen);
  }

  static Chosen registryCertificates(HostSnapshot host) {
    return below(
        host,
        List.of(WellKnownPaths.REGISTRY_CERTIFICATES),
        FileSets::ofRegistry,
        "no registry has certificates of its own in " + WellKnownPaths.REGISTRY_CERTIFICATES);
  }

  /** Whatever it is: a pipe of that name is read as well. */
  private static boolean ofRegistry(FileStat file) {
    String name = file.path();
    return file.kind() == FileKind.DIRECTORY
        || (name.endsWith(".crt") || name.endsWith(".cert") || name.endsWith(".key"));
  }

  static Chosen cliPlugins(HostSnapshot host) {
    return below(
        host, WellKnownPaths.CLI_PLUGINS, file -> true, "the docker command has no plugins here");
  }

  /** The directories themselves and what is in them, as far as they pass. */
  private static Chosen below(
      HostSnapshot host, List<String> directories, Predicate<FileStat> wanted, String whenNone) {
    List<String> paths = new ArrayList<>();
    List<Ground> unseen = new ArrayList<>();
    for (Map.Entry<String, Reading<FileStat>> file : new TreeMap<>(host.files()).entrySet()) {
      String path = file.getKey();
      boolean inside =
          directories.stream().anyMatch(d -> path.equals(d) || path.startsWith(d + "/"));
      if (!inside || file.getValue().seen().filter(wanted.negate()).isPresent()) {
        continue;
      }
      if (path.endsWith("/" + WellKnownPaths.ANY_NAME)) {
        file.getValue().fold(p -> false, a -> false, u -> unseen.add(Grounds.unseen(path, u)));
      } else {
        paths.add(path);
      }
    }
    return new Chosen(paths, unseen, whenNone);
  }

  static Chosen environmentFile(HostSnapshot host) {
    return one(WellKnownPaths.DEFAULTS);
  }

  static Chosen sysconfig(HostSnapshot host) {
    return one(WellKnownPaths.SYSCONFIG);
  }

  static Chosen containerdConfig(HostSnapshot host) {
    return one(WellKnownPaths.CONTAINERD_CONFIG);
  }

  private static Chosen one(String path) {
    return Chosen.of(List.of(path), "there is no " + path);
  }

  static Chosen runtimeDirectories(HostSnapshot host) {
    Set<String> directories = new LinkedHashSet<>(WellKnownPaths.RUNTIME);
    String told = Effective.of(host, "exec-root").text();
    if (told.startsWith("/") && !Presence.elsewhere(host)) {
      directories.add(told);
    }
    return Chosen.of(List.copyOf(directories), "no engine keeps its state below /run here");
  }

  /** The engine's programs at their usual places, and the one that runs. */
  static Chosen programs(HostSnapshot host) {
    Set<String> paths = new LinkedHashSet<>(WellKnownPaths.PROGRAMS);
    host.daemon()
        .process()
        .seen()
        .filter(process -> !process.ownRoot())
        .map(Daemon.Running::exe)
        .filter(exe -> host.files().containsKey(exe))
        .ifPresent(paths::add);
    return Chosen.of(List.copyOf(paths), "no program of an engine is at a usual place");
  }

  static Chosen tlsKey(HostSnapshot host) {
    return tls(host, "tlskey");
  }

  static Chosen tlsCertificates(HostSnapshot host) {
    return tls(host, "tlscacert", "tlscert");
  }

  static Chosen tlsMaterial(HostSnapshot host) {
    return tls(host, "tlskey", "tlscacert", "tlscert");
  }

  private static Chosen tls(HostSnapshot host, String... keys) {
    if (Presence.notHere(host).isPresent() && Presence.noEngine(host)) {
      return Chosen.none("no Docker Engine was found here");
    }
    if (Presence.elsewhere(host)) {
      return Chosen.unseen(ELSEWHERE);
    }
    Effective tls = Effective.of(host, "tls");
    Effective verify = Effective.of(host, "tlsverify");
    if (!tls.isTrue() && !verify.isTrue()) {
      return tls.reading()
          .fold(
              off -> offUnless(verify),
              none -> offUnless(verify),
              unseen -> Chosen.unseen(tls, unseen));
    }
    List<String> paths = new ArrayList<>();
    for (String key : keys) {
      Effective path = Effective.of(host, key);
      if (path.text().startsWith("/")) {
        paths.add(path.text());
      } else if (!path.text().isEmpty() || path.reading().seen().isEmpty()) {
        return Chosen.unseen("TLS is on, but where the daemon reads " + key + " is not known");
      }
    }
    return Chosen.of(paths, "the engine uses TLS, but its files are not there");
  }

  private static Chosen offUnless(Effective verify) {
    return verify
        .reading()
        .fold(
            off -> Chosen.none("the engine does not use TLS"),
            none -> Chosen.none("the engine does not use TLS"),
            unseen -> Chosen.unseen(verify, unseen));
  }

  /** Two files of options have checks of their own. */
  private static List<String> withOptions(Daemon.Unit unit) {
    List<String> all = new ArrayList<>(withDropIns(unit.fragment(), unit.dropIns()));
    all.addAll(DecidingPaths.environmentFiles(unit));
    all.removeAll(List.of(WellKnownPaths.DEFAULTS, WellKnownPaths.SYSCONFIG));
    return all;
  }

  private static List<String> withDropIns(String fragment, List<String> dropIns) {
    List<String> all = new ArrayList<>(dropIns);
    all.add(0, fragment);
    return all.stream().filter(path -> !path.isEmpty()).toList();
  }
}
