package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.Optional;
import java.util.stream.Stream;

/** Which paths of the host do not belong into a container. */
public final class SensitivePaths {
  /** The first uid of people; nobody's (65534) is none of theirs. */
  private static final long PEOPLE = 1000;

  private static final long NOBODY = 65534;

  private SensitivePaths() {}

  /**
   * What a mount of a path lays open, in words after "which".
   *
   * @param path as it is named or where it really leads
   */
  public static Optional<String> exposed(HostSnapshot host, String path, boolean writable) {
    String plain = PathText.plain(path);
    if (SensitiveTrees.harmless(plain, writable)) {
      return Optional.empty();
    }
    if (plain.equals("/")) {
      return Optional.of("is the whole file system");
    }
    if (SensitiveTrees.SYSTEM.contains(plain)) {
      return Optional.of("is a directory of the system");
    }
    return within(plain, dataRoot(host))
        .or(() -> SensitiveTrees.held(plain, writable))
        .or(() -> credentials(plain, writable))
        .or(() -> home(host, plain))
        .or(() -> above(host, plain));
  }

  private static Optional<String> within(String path, String tree) {
    return PathText.holds(tree, path) ? Optional.of(words(path, tree)) : Optional.empty();
  }

  static String words(String path, String tree) {
    return path.equals(tree) ? "is the system's own" : "lies in " + tree;
  }

  /** Keys and tokens lie in directories of known names, in whosever home that is. */
  private static Optional<String> credentials(String path, boolean writable) {
    for (String name : path.substring(1).split("/")) {
      if (SensitiveTrees.CREDENTIALS.contains(name)) {
        return Optional.of("holds keys or passwords of a user");
      }
      if (writable && SensitiveTrees.START_FILES.contains(name)) {
        return Optional.of("is run when a user logs in");
      }
    }
    return Optional.empty();
  }

  /** The home of a person, where keys, tokens and what runs at the login lie. */
  private static Optional<String> home(HostSnapshot host, String path) {
    boolean known =
        path.matches("/home/[^/]+") || homes(host).anyMatch(h -> PathText.plain(h).equals(path));
    return known ? Optional.of("is the home directory of a user") : Optional.empty();
  }

  private static Stream<String> homes(HostSnapshot host) {
    return host.accounts().seen().map(Accounts::users).stream()
        .flatMap(users -> users.stream())
        .filter(u -> u.uid() >= PEOPLE && u.uid() != NOBODY)
        .filter(u -> !u.shell().endsWith("/nologin") && !u.shell().endsWith("/false"))
        .map(Accounts.User::home)
        .filter(home -> home.startsWith("/") && !home.equals("/"));
  }

  private static Optional<String> above(HostSnapshot host, String path) {
    return Stream.concat(
            SensitiveTrees.all(), Stream.concat(Stream.of(dataRoot(host)), homes(host)))
        .filter(tree -> !tree.equals(path) && PathText.holds(path, tree))
        .findFirst()
        .map(tree -> "holds " + tree);
  }

  /** The engine's own directory, wherever it is; the usual one where it does not say. */
  private static String dataRoot(HostSnapshot host) {
    return host.engine()
        .info()
        .seen()
        .map(info -> info.dockerRootDir())
        .filter(path -> path.startsWith("/") && !path.equals("/"))
        .orElse("/var/lib/docker");
  }
}
