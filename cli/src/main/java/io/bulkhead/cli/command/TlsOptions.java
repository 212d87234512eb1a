package io.bulkhead.cli.command;

import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.remediate.TlsWishes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which keys and certificates are made. */
final class TlsOptions {
  @Option(
      names = "--name",
      paramLabel = "HOST",
      split = ",",
      description = "A host name or address that clients use, beside those found here.")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "NAME",
      split = ",",
      description = "A client that gets a certificate for the engine's API (default: admin).")
  List<String> clients = new ArrayList<>();

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description = "Where the key of the engine's CA is kept, for example a medium you take away.")
  String directory = "";

  @Option(
      names = "--key-type",
      paramLabel = "KIND",
      description = "ec (default: ECDSA P-256), or rsa (3072 bits) for old clients.")
  String keyType = KeyAlgorithm.EC.word();

  boolean any() {
    return !names.isEmpty()
        || !clients.isEmpty()
        || !directory.isEmpty()
        || !keyType.equals(KeyAlgorithm.EC.word());
  }

  TlsWishes wishes() {
    for (String name : names) {
      if (!TlsWishes.isName(name)) {
        throw new UsageException(
            "'" + name + "' is neither a host name nor an address", "--name web-03.example.org");
      }
    }
    clients.forEach(TlsOptions::requireClient);
    KeyAlgorithm algorithm =
        KeyAlgorithm.of(keyType)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--key-type '" + keyType + "' is neither ec nor rsa", "--key-type rsa"));
    return new TlsWishes(names, clients, directory(directory), algorithm);
  }

  static void requireClient(String name) {
    if (!TlsWishes.isClient(name)) {
      throw new UsageException(
          "'"
              + name
              + "' cannot name a client: letters, digits, dots, dashes and underscores, at most 63",
          "--client build-1");
    }
  }

  private static String directory(String given) {
    if (given.isEmpty()) {
      return "";
    }
    try {
      Path path = Path.of(given).toAbsolutePath().normalize();
      if (path.getNameCount() == 0) {
        throw new UsageException("--ca-dir '/' is no place for a key", "name a directory");
      }
      return path.toString();
    } catch (InvalidPathException e) {
      throw new UsageException(
          "--ca-dir '" + given + "' is not a directory name", "name a directory");
    }
  }
}
