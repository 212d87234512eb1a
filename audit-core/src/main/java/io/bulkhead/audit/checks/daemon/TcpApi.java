package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.ApiListeners;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A row: the API on TCP, either on loopback or on the other addresses, asks for certificates. */
final class TcpApi implements Check {
  private final CheckMeta meta;
  private final boolean loopback;
  private final String where;

  TcpApi(CheckMeta meta, boolean loopback) {
    this.meta = meta;
    this.loopback = loopback;
    this.where = loopback ? "loopback TCP" : "TCP beyond loopback";
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    ApiListeners listeners = ApiListeners.of(host);
    List<Ground> grounds = new ArrayList<>();
    listeners.api().stream()
        .filter(address -> address.loopback() == loopback)
        .forEach(address -> grounds.add(judge(host, address)));
    listeners.unexplained().stream()
        .filter(address -> address.loopback() == loopback)
        .forEach(
            address ->
                grounds.add(
                    Grounds.undetermined(
                        address.text(),
                        "the daemon listens here, and none of its settings says what for",
                        address.evidence())));
    listeners.unseen().forEach(unseen -> grounds.add(Grounds.unseen("", unseen)));
    if (grounds.stream().noneMatch(ground -> ground.outcome() == Outcome.FAIL)) {
      grounds.addAll(nextStart(host));
    }
    if (grounds.isEmpty()) {
      grounds.add(nothing(host));
    }
    return Verdict.over(grounds, "");
  }

  /** Addresses that nobody protects any more once the engine is started again. */
  private List<Ground> nextStart(HostSnapshot host) {
    Effective verify = Effective.next(host, "tlsverify");
    if (verify.isTrue()) {
      return List.of();
    }
    return ApiListeners.atNextStart(host).stream()
        .filter(address -> address.loopback() == loopback)
        .map(
            address ->
                Grounds.fail(
                    address.text(),
                    "obeys everyone who connects from the next start on: no certificate is asked for",
                    address.evidence(),
                    verify.evidence()))
        .toList();
  }

  private Ground nothing(HostSnapshot host) {
    Evidence hosts = Effective.of(host, "hosts").evidence();
    return Presence.notRunning(host)
        ? Grounds.pass("", "the API is not configured on " + where, hosts)
        : host.daemonListeners()
            .fold(
                seen ->
                    Grounds.pass(
                        "",
                        "the API is not on " + where,
                        Evidence.of(
                            seen.origin(), seen.value().size() + " TCP sockets of the daemon"),
                        hosts),
                none -> Grounds.undetermined("", "the daemon's sockets were not seen", hosts),
                unseen -> Grounds.unseen("", unseen, hosts));
  }

  private static Ground judge(HostSnapshot host, ApiListeners.Address address) {
    Effective verify = Effective.of(host, "tlsverify");
    Effective tls = Effective.of(host, "tls");
    Evidence listens = address.evidence();
    if (verify.isTrue()) {
      return Grounds.pass(
          address.text(), "asks for a client certificate", listens, verify.evidence());
    }
    Optional<Reading.Unreadable<?>> hidden =
        verify.reading().fold(seen -> Optional.empty(), none -> Optional.empty(), Optional::of);
    if (hidden.isPresent()) {
      return verify.unseen(address.text(), hidden.get(), listens);
    }
    return Grounds.fail(
        address.text(),
        tls.isTrue()
            ? "is encrypted, but obeys every client: no certificate is asked for"
            : "obeys everyone who connects: no TLS",
        listens,
        verify.evidence(),
        tls.evidence());
  }
}
