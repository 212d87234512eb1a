package io.bulkhead.audit.checks.tls;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.TlsMaterial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A row: one property of the engine's TLS material.
 *
 * @param judge grounds about the material that was seen; what was not seen is added by the row
 * @param looksAt which readings the answer depends on
 */
record TlsCheck(
    CheckMeta meta, Part[] looksAt, BiFunction<HostSnapshot, TlsMaterial, List<Ground>> judge)
    implements Check {

  /** A part of the material. */
  enum Part {
    AUTHORITIES,
    SERVER,
    KEY,
    AUTHORITY_KEYS,
    CLIENTS
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    TlsMaterial tls = host.tls();
    List<Ground> grounds = new ArrayList<>();
    Reading<?> first = reading(tls, looksAt[0]);
    for (Part part : looksAt) {
      if (reading(tls, part) instanceof Reading.Unreadable<?> unseen) {
        grounds.add(Grounds.unseen("", unseen));
      }
    }
    if (grounds.isEmpty() && first instanceof Reading.Absent<?> none) {
      return Verdict.notApplicable(
          "the engine does not use TLS", Evidence.of(none.origin(), "TLS is off"));
    }
    grounds.addAll(0, judge.apply(host, tls));
    return Verdict.over(grounds, "the engine does not use TLS");
  }

  private static Reading<?> reading(TlsMaterial tls, Part part) {
    return switch (part) {
      case AUTHORITIES -> tls.authorities();
      case SERVER -> tls.server();
      case KEY -> tls.key();
      case AUTHORITY_KEYS -> tls.authorityKeys();
      case CLIENTS -> tls.clients();
    };
  }

  /** Every certificate that was seen: authorities, the server's, those of clients. */
  static List<Certificate> all(TlsMaterial tls) {
    List<Certificate> all = new ArrayList<>(authorities(tls));
    tls.server().seen().ifPresent(all::add);
    clients(tls).forEach(client -> all.add(client.certificate()));
    return all;
  }

  static List<Certificate> authorities(TlsMaterial tls) {
    return tls.authorities().seen().orElse(List.of());
  }

  static List<TlsMaterial.Client> clients(TlsMaterial tls) {
    return tls.clients().seen().orElse(List.of());
  }

  /** What a certificate says about one thing. */
  static Evidence evidence(Certificate certificate, String said) {
    return Evidence.of(Origin.observed(certificate.path()), certificate.subject() + ": " + said);
  }
}
