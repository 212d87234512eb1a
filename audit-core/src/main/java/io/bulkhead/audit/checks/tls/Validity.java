package io.bulkhead.audit.checks.tls;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** How long certificates are still valid. The engine neither checks nor logs that. */
public final class Validity {
  /** Less than this is left: time to renew. */
  public static final Duration WARNING = Duration.ofDays(30);

  private Validity() {}

  static List<Ground> judge(HostSnapshot host, TlsMaterial tls) {
    Instant now = Instant.parse(host.vantage().takenAt());
    return TlsCheck.all(tls).stream().map(certificate -> judge(certificate, now)).toList();
  }

  private static Ground judge(Certificate certificate, Instant now) {
    String says = says(certificate, now);
    Evidence evidence =
        TlsCheck.evidence(
            certificate,
            "valid from "
                + day(certificate.notBeforeEpochMillis())
                + " until "
                + day(certificate.notAfterEpochMillis()));
    return fine(certificate, now)
        ? Grounds.pass(certificate.path(), says, evidence)
        : Grounds.fail(certificate.path(), says, evidence);
  }

  /** True if it is valid now and goes on to be for {@link #WARNING}. */
  public static boolean fine(Certificate certificate, Instant now) {
    return now.toEpochMilli() >= certificate.notBeforeEpochMillis()
        && now.plus(WARNING).toEpochMilli() < certificate.notAfterEpochMillis();
  }

  /** A sentence part about what is left. */
  public static String says(Certificate certificate, Instant now) {
    long end = certificate.notAfterEpochMillis();
    if (now.toEpochMilli() < certificate.notBeforeEpochMillis()) {
      return "is not valid before " + day(certificate.notBeforeEpochMillis());
    }
    if (now.toEpochMilli() >= end) {
      return "expired on " + day(end);
    }
    long days = Duration.between(now, Instant.ofEpochMilli(end)).toDays();
    return fine(certificate, now)
        ? "is valid until " + day(end)
        : "expires on " + day(end) + ", in " + days + (days == 1 ? " day" : " days");
  }

  private static String day(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
