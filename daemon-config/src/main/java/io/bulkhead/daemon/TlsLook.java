package io.bulkhead.daemon;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.daemon.tls.TlsFiles;
import java.util.Optional;

/** Which TLS files count for a daemon, and what they say. Loads nothing where TLS is off. */
final class TlsLook {
  private final HostFiles files;
  private final Daemon daemon;

  TlsLook(HostFiles files, Daemon daemon) {
    this.files = files;
    this.daemon = daemon;
  }

  TlsMaterial look() {
    Reading<ConfigValue> verify = setting("tlsverify");
    Reading<ConfigValue> tls = setting("tls");
    boolean on = isTrue(verify) || isTrue(tls);
    if (!on) {
      Optional<TlsMaterial> hidden = hidden(verify).or(() -> hidden(tls));
      return hidden.orElseGet(() -> TlsMaterial.unused(verify.origin()));
    }
    if (daemon.process().seen().filter(Daemon.Running::ownRoot).isPresent()
        && daemon.control().kind() != Daemon.ControlKind.SYSTEMD) {
      return TlsMaterial.none(verify.origin(), "the engine has files of its own");
    }
    String authority = path("tlscacert");
    String certificate = path("tlscert");
    String key = path("tlskey");
    return authority.startsWith("/") && certificate.startsWith("/") && key.startsWith("/")
        ? new TlsFiles(files).look(authority, certificate, key)
        : TlsMaterial.none(verify.origin(), "where the engine reads its TLS files is not known");
  }

  private static Optional<TlsMaterial> hidden(Reading<ConfigValue> reading) {
    return reading instanceof Reading.Unreadable<ConfigValue> unseen
        ? Optional.of(TlsMaterial.none(unseen.origin(), unseen.reason()))
        : Optional.empty();
  }

  private Reading<ConfigValue> setting(String key) {
    Daemon.Setting setting = daemon.setting(key);
    boolean absent = daemon.process() instanceof Reading.Absent<Daemon.Running>;
    Reading<ConfigValue> reading = absent ? setting.nextStart() : setting.running();
    return reading instanceof Reading.Absent<ConfigValue> none
        ? Reading.present(new ConfigValue.Null(), Origin.assumed(none.origin().source()))
        : reading;
  }

  private static boolean isTrue(Reading<ConfigValue> reading) {
    return reading.seen().filter(ConfigValue::isTrue).isPresent();
  }

  private String path(String key) {
    return setting(key)
        .seen()
        .filter(value -> value instanceof ConfigValue.Text)
        .map(ConfigValue::text)
        .orElse("");
  }
}
