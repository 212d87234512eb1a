package io.bulkhead.cli.command;

import io.bulkhead.cli.snapshot.SnapshotJson;
import io.bulkhead.cli.terminal.Escape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bulkhead snapshot}. */
@Command(
    name = "snapshot",
    description = "Write down what is seen of the host, to be judged elsewhere. Changes nothing.")
public final class SnapshotCommand extends Verb {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "The file, made with mode 0600; - or nothing: standard output.")
  String out = "-";

  @Override
  public Integer call() {
    String document = new SnapshotJson().write(tools().look().look());
    if (UserFile.isStream(out)) {
      out().raw(document);
    } else {
      UserFile.write(out, document);
      err()
          .line(
              "Wrote "
                  + Escape.field(out)
                  + ", "
                  + document.length()
                  + " characters.  Next:  bulkhead audit --snapshot "
                  + Escape.field(out));
    }
    return ExitCode.OK;
  }
}
