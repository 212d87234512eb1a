package io.bulkhead.cli.command;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.snapshot.SnapshotFormatException;
import io.bulkhead.cli.snapshot.SnapshotJson;
import picocli.CommandLine.Option;

/** Where the snapshot comes from: this host, or a file. */
final class Source {
  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "Judge a snapshot written by `bulkhead snapshot` instead of this host.")
  String file = "";

  boolean live() {
    return file.isEmpty();
  }

  HostSnapshot snapshot(Tools tools) {
    return live() ? tools.look().look() : read(file);
  }

  static HostSnapshot read(String file) {
    byte[] bytes = UserFile.read(file, SnapshotJson.LIMIT);
    try {
      return new SnapshotJson().read(bytes);
    } catch (SnapshotFormatException e) {
      throw new FailedException(
          ExitCode.ERROR,
          "cannot use '" + file + "': it " + e.getMessage(),
          "bulkhead snapshot -o host.json    (makes a new one)");
    }
  }
}
