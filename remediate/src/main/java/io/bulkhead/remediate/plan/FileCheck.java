package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.validate.ConfigValidator;
import java.util.List;

/**
 * Whether the engine would take a composed file.
 *
 * @param accepted false if it would not start, or not do what the file says
 * @param says one sentence
 */
record FileCheck(boolean accepted, String says) {

  static FileCheck of(FileWork file, HostSnapshot host, DockerdValidate validate) {
    Daemon daemon = host.daemon();
    List<String> argv = daemon.process().seen().map(Daemon.Running::argv).orElse(List.of());
    List<Daemon.Problem> stops =
        new ConfigValidator()
            .problems(file.content(), file.path(), daemon.version(), argv).stream()
                .filter(p -> p.severity().equals("stops"))
                .toList();
    if (!stops.isEmpty()) {
      Daemon.Problem first = stops.get(0);
      return new FileCheck(false, first.where() + ": " + first.says() + "; " + first.todo());
    }
    DockerdValidate.Result answer = validate.judge(file.content(), daemon);
    return switch (answer.answer()) {
      case ACCEPTS -> new FileCheck(true, answer.says());
      case REFUSES -> new FileCheck(false, answer.says());
      case CANNOT_SAY ->
          new FileCheck(
              true, "checked by Bulkhead's own rules; dockerd was not asked: " + answer.says());
    };
  }
}
