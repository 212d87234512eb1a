package io.bulkhead.audit.checks.swarm;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SwarmValues;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.audit.snapshot.Swarm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What makes a running swarm good. */
final class SwarmJudges {
  private static final int MANAGEMENT_PORT = 2377;
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");
  private static final Duration AUTHORITY_AGE = Duration.ofDays(365);

  private SwarmJudges() {}

  static Verdict managers(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    long managers = seen.value().managers();
    long nodes = seen.value().nodes();
    Evidence says = Evidence.of(seen.origin(), managers + " managers of " + nodes + " nodes");
    if (managers == 0) {
      return Verdict.undetermined("the engine does not say how many managers there are", says);
    }
    if (nodes == 1) {
      return Verdict.pass("the swarm has one node", says);
    }
    boolean good = managers % 2 == 1 && managers >= 3 && managers <= 7;
    String text =
        managers + (managers == 1 ? " manager for " : " managers for ") + nodes + " nodes";
    return good ? Verdict.pass(text, says) : Verdict.fail(text + ", 3, 5 or 7 expected", says);
  }

  static Verdict listening(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return host.daemonListeners()
        .fold(
            listeners -> {
              List<Ground> grounds =
                  listeners.value().stream()
                      .filter(l -> l.port() == MANAGEMENT_PORT)
                      .map(l -> listening(l, listeners))
                      .toList();
              return Verdict.over(grounds, "no process of the engine listens on 2377: a worker");
            },
            none -> Verdict.undetermined("the engine's sockets were not found"),
            Verdict::undetermined);
  }

  private static Ground listening(Listener listener, Reading.Present<List<Listener>> from) {
    String where = listener.protocol() + " " + listener.address() + " port " + listener.port();
    Evidence says = Evidence.of(from.origin(), where);
    return EVERY_ADDRESS.contains(listener.address())
        ? Grounds.fail(where, "takes joins on every address of this host", says)
        : Grounds.pass(where, "takes joins on this address only", says);
  }

  static Verdict overlays(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return host.engine()
        .networks()
        .fold(
            listed ->
                Verdict.over(
                    listed.value().stream()
                        .filter(network -> network.driver().equals("overlay"))
                        .map(network -> overlay(network, listed))
                        .toList(),
                    "there is no overlay network"),
            none -> Verdict.notApplicable("there is no overlay network"),
            Verdict::undetermined);
  }

  /** The driver looks whether the key is there, whatever its value. */
  private static Ground overlay(
      Engine.Network network, Reading.Present<List<Engine.Network>> from) {
    boolean encrypted = network.options().containsKey("encrypted");
    Evidence says =
        Evidence.of(from.origin(), network.name() + " Options " + network.options().keySet());
    String subject = "network " + network.name();
    return encrypted
        ? Grounds.pass(subject, "is encrypted", says)
        : Grounds.fail(subject, "is not encrypted: the option encrypted is missing", says);
  }

  static Verdict secrets(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return seen.value()
        .services()
        .fold(
            services ->
                Verdict.over(
                    services.value().stream().map(s -> service(s, services)).toList(),
                    "the swarm runs no service"),
            none -> Verdict.notApplicable("the swarm runs no service"),
            Verdict::undetermined);
  }

  private static Ground service(Swarm.Service service, Reading.Present<List<Swarm.Service>> from) {
    String subject = "service " + service.name();
    if (service.secrets().isEmpty()) {
      String says = service.usesSecrets() ? "gets secrets of the swarm" : "no secret in sight";
      return Grounds.pass(
          subject,
          "no secret stands in its environment",
          Evidence.of(from.origin(), service.name() + ": " + says));
    }
    List<String> places = service.secrets().stream().map(SecretSign::place).toList();
    return Grounds.fail(
        subject,
        "secrets stand in its environment: " + String.join(", ", places),
        Evidence.of(from.origin(), service.name() + ": " + places.size() + " (redacted)"));
  }

  static Verdict autoLock(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return seen.value()
        .autoLock()
        .fold(
            on -> {
              Evidence says = Evidence.of(on.origin(), String.valueOf(on.value()));
              return on.value()
                  ? Verdict.pass("managers keep their keys locked", says)
                  : Verdict.fail("keys of managers lie open on their disks", says);
            },
            none -> Verdict.undetermined("the engine does not say whether keys are locked"),
            Verdict::undetermined);
  }

  static Verdict unlockKey(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    boolean locked = seen.value().autoLock().seen().orElse(false);
    return locked
        ? Verdict.manual(
            "the engine keeps no date of the last renewal: look it up in the site's records",
            Evidence.of(seen.value().autoLock().origin(), "AutoLockManagers true"))
        : Verdict.notApplicable("managers are not locked, so there is no key to renew");
  }

  static Verdict certificates(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    int most = policy.get(SwarmValues.MAX_NODE_CERTIFICATE_DAYS);
    return seen.value()
        .nodeCertificateSeconds()
        .fold(
            life -> {
              long days = Duration.ofSeconds(life.value()).toDays();
              Evidence says = Evidence.of(life.origin(), life.value() + " s");
              return life.value() <= Duration.ofDays(most).toSeconds()
                  ? Verdict.pass("certificates of nodes last " + days + " days", says)
                  : Verdict.fail(
                      "certificates of nodes last " + days + " days, at most " + most + " expected",
                      says);
            },
            none -> Verdict.undetermined("the engine does not say how long certificates last"),
            Verdict::undetermined);
  }

  static Verdict authority(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return seen.value()
        .authoritySince()
        .fold(
            since -> {
              Instant made = Instant.parse(since.value());
              Duration age = Duration.between(made, Instant.parse(host.vantage().takenAt()));
              String text = "the authority is " + age.toDays() + " days old";
              Evidence says = Evidence.of(since.origin(), "valid since " + since.value());
              return age.compareTo(AUTHORITY_AGE) <= 0
                  ? Verdict.pass(text, says)
                  : Verdict.fail(text + ", at most 365 expected", says);
            },
            none -> Verdict.undetermined("the engine does not show the authority's certificate"),
            Verdict::undetermined);
  }

  static Verdict planes(HostSnapshot host, Reading.Present<Swarm> seen, Policy policy) {
    return Verdict.manual(
        "the engine does not show the address of containers' traffic: look for DataPathAddr in"
            + " swarm/docker-state.json below the data root",
        Evidence.of(seen.origin(), "NodeAddr " + seen.value().nodeAddress()));
  }
}
