package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.json.JsonDocument;
import io.bulkhead.daemon.validate.ConfigValidator;
import java.util.List;

/**
 * Whether the engine would take a composed file.
 *
 * @param accepted false if it would not start, or not do what the file says
 * @param says one sentence
 */
record FileCheck(boolean accepted, String says) {
  private static final List<String> TLS =
      List.of("tls", "tlsverify", "tlscacert", "tlscert", "tlskey");

  static FileCheck of(FileWork file, HostSnapshot host, NextStart next, DockerdValidate validate) {
    if (file.made().isPresent() || (file.document().isEmpty() && !file.ofStart())) {
      return new FileCheck(true, "");
    }
    if (!next.trouble().isEmpty()) {
      return new FileCheck(false, next.trouble());
    }
    if (file.document().isEmpty()) {
      return new FileCheck(true, "starts: " + Redaction.of(String.join(" ", next.argv())));
    }
    Daemon daemon = host.daemon();
    List<Daemon.Problem> stops =
        new ConfigValidator(next.files())
            .problems(file.bytes(), file.path(), daemon.version(), next.argv()).stream()
                .filter(p -> p.severity().equals("stops"))
                .toList();
    if (!stops.isEmpty()) {
      Daemon.Problem first = stops.get(0);
      return new FileCheck(false, first.where() + ": " + first.says() + "; " + first.todo());
    }
    boolean unmade = next.makes(file);
    byte[] asked = unmade ? withoutTls(file) : file.bytes();
    DockerdValidate.Result answer = validate.judge(asked, daemon, next.argv());
    return switch (answer.answer()) {
      case ACCEPTS ->
          new FileCheck(
              true,
              answer.says() + (unmade ? "; without the certificates, which are not made yet" : ""));
      case REFUSES -> new FileCheck(false, answer.says());
      case CANNOT_SAY ->
          new FileCheck(
              true, "checked by Bulkhead's own rules; dockerd was not asked: " + answer.says());
    };
  }

  /** dockerd opens the files that these keys name, and they are not there yet. */
  private static byte[] withoutTls(FileWork file) {
    JsonDocument text = file.document().orElseThrow();
    for (String key : TLS) {
      if (text.get(List.of(key)).isPresent()) {
        text = text.remove(List.of(key));
      }
    }
    return text.bytes();
  }
}
