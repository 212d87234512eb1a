package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.List;

/** TLS switches: any mention of tlsverify switches TLS on, and certificates alone do nothing. */
final class TlsRules {
  private static final List<String> FILES = List.of("tlscacert", "tlscert", "tlskey");

  private TlsRules() {}

  static void check(Subject subject) {
    boolean byFlag =
        subject.flags.value("tlsverify").isPresent()
            || subject.flags.value("tls").map(ConfigValue::isTrue).orElse(false);
    boolean verifyInFile = subject.document.get(List.of("tlsverify")).isPresent();
    boolean byFile = verifyInFile || subject.inFile("tls").map(ConfigValue::isTrue).orElse(false);
    if (!byFlag && !byFile) {
      FILES.stream()
          .filter(key -> subject.inFile(key).isPresent())
          .forEach(
              key -> subject.ignored(key, "without tlsverify nothing uses it", "set tlsverify"));
      return;
    }
    String key = verifyInFile ? "tlsverify" : "tls";
    if (!byFlag && (!subject.given("tlscert") || !subject.given("tlskey"))) {
      subject.stops(key, "needs tlscert and tlskey", "set both");
    } else if (!byFlag && subject.on("tlsverify") && !subject.given("tlscacert")) {
      subject.doubtful(
          key,
          "without tlscacert every certificate that the system trusts may drive the engine",
          "set tlscacert");
    }
    if (byFile && !subject.on("tlsverify") && verifyInFile) {
      subject.doubtful(
          key, "false switches TLS on without asking clients for certificates", "set it to true");
    }
    if (!subject.given("hosts")) {
      subject.doubtful(
          key,
          "without hosts the engine may listen on 127.0.0.1:2376 in place of its unix socket",
          "set hosts too");
    }
  }
}
