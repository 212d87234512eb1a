package io.bulkhead.remediate.tls;

import io.bulkhead.audit.checks.facts.ApiListeners;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Minter;
import io.bulkhead.daemon.tls.Purpose;
import io.bulkhead.daemon.tls.TlsCall;
import io.bulkhead.daemon.tls.TlsCall.Identity;
import io.bulkhead.daemon.tls.TlsProblem;
import io.bulkhead.remediate.Aftercheck;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Whether mutual TLS works, by real handshakes: a client with a certificate is let in; one without,
 * one of another authority, and one without TLS are not.
 */
public final class TlsProof {
  private static final int PROBE_DAYS = 1;

  private final Function<String, Optional<byte[]>> files;
  private final Minter minter;

  /**
   * @param files content of a file on this host; empty if it cannot be read
   */
  public TlsProof(Function<String, Optional<byte[]>> files, Clock clock) {
    this.files = files;
    this.minter = new Minter(clock, new SecureRandom());
  }

  /** True if a plan puts the engine on new certificates or asks clients for theirs. */
  public static boolean needed(Plan plan) {
    return edits(plan).stream()
        .anyMatch(
            e ->
                (e instanceof Edit.Mint mint
                        && mint.present()
                        && mint.made() instanceof Made.Certificate made
                        && made.purpose() == Purpose.SERVER)
                    || (e instanceof Edit.Key key
                        && key.path().equals(List.of("tlsverify"))
                        && key.after() != null));
  }

  /** Tries it on the host as it is after the plan. */
  public Aftercheck.Result of(Plan plan, HostSnapshot now) {
    if (now.daemon().process().seen().isEmpty()) {
      return new Aftercheck.Result(true, "no handshake was tried, the engine does not run");
    }
    Set<String> addresses = new LinkedHashSet<>();
    ApiListeners.of(now).api().forEach(address -> addresses.add(address.text()));
    if (addresses.isEmpty()) {
      return new Aftercheck.Result(false, "the engine does not listen on TCP any more");
    }
    String done = "";
    for (String address : addresses) {
      try {
        Tried tried = tried(plan, now, address);
        if (!tried.wrong().isEmpty()) {
          return new Aftercheck.Result(false, address + ": " + tried.wrong());
        }
        done = tried.says();
      } catch (TlsProblem e) {
        return new Aftercheck.Result(
            false, address + ": no handshake could be tried: " + e.getMessage());
      }
    }
    return new Aftercheck.Result(true, String.join(", ", addresses) + ": " + done);
  }

  /** One address: what went wrong, or what was seen. */
  private record Tried(String wrong, String says) {}

  private Tried tried(Plan plan, HostSnapshot now, String address) throws TlsProblem {
    TlsCall call = call(address);
    byte[] authorities = read(setting(now, "tlscacert"));
    Optional<Known> known = known(plan);
    if (known.isPresent()) {
      TlsCall.Answer friend = call.secure(authorities, Optional.of(known.get().identity()));
      if (!friend.letIn()) {
        return new Tried(
            "the certificate of " + known.get().name() + " is not let in: " + friend.says(), "");
      }
    }
    TlsCall.Answer nobody = call.secure(authorities, Optional.empty());
    TlsCall.Answer stranger = call.secure(authorities, Optional.of(stranger()));
    TlsCall.Answer plain = call.plain();
    String wrong =
        nobody.letIn()
            ? "a client without a certificate is let in"
            : stranger.letIn()
                ? "a certificate of another authority is let in"
                : plain.letIn()
                    ? "plain HTTP is answered"
                    : known.isEmpty() && !plain.says().startsWith("HTTP/1.0 400")
                        ? "it does not speak TLS: " + plain.says()
                        : "";
    String friend = known.map(k -> "the certificate of " + k.name() + " is let in; ").orElse("");
    return new Tried(wrong, friend + "none, a foreign one and plain HTTP are refused");
  }

  private static TlsCall call(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon).replaceFirst("^\\[", "").replaceFirst("\\]$", "");
    boolean every = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    return new TlsCall(every ? "127.0.0.1" : host, Integer.parseInt(address.substring(colon + 1)));
  }

  /** A client that must be let in, with its name for the screen. */
  private record Known(String name, Identity identity) {}

  /** A client of this plan; else one made for a moment with the authority's key. */
  private Optional<Known> known(Plan plan) throws TlsProblem {
    Made.Certificate server = null;
    for (Edit edit : edits(plan)) {
      if (edit instanceof Edit.Mint mint && mint.made() instanceof Made.Certificate made) {
        if (made.purpose() == Purpose.CLIENT) {
          return Optional.of(
              new Known(made.name(), new Identity(read(mint.target()), read(made.key()))));
        }
        server = made.purpose() == Purpose.SERVER ? made : server;
      }
    }
    if (server == null) {
      return Optional.empty();
    }
    byte[] key = minter.key(KeyAlgorithm.EC);
    byte[] certificate =
        minter.leaf(
            new Minter.Request(Purpose.CLIENT, "bulkhead-probe", List.of(), PROBE_DAYS),
            key,
            new Minter.Issuer(read(server.signer().certificate()), read(server.signer().key())));
    return Optional.of(new Known("a new client", new Identity(certificate, key)));
  }

  private Identity stranger() throws TlsProblem {
    byte[] authorityKey = minter.key(KeyAlgorithm.EC);
    byte[] authority =
        minter.authority(
            new Minter.Request(Purpose.AUTHORITY, "another authority", List.of(), PROBE_DAYS),
            authorityKey);
    byte[] key = minter.key(KeyAlgorithm.EC);
    return new Identity(
        minter.leaf(
            new Minter.Request(Purpose.CLIENT, "stranger", List.of(), PROBE_DAYS),
            key,
            new Minter.Issuer(authority, authorityKey)),
        key);
  }

  private byte[] read(String path) throws TlsProblem {
    return files.apply(path).orElseThrow(() -> new TlsProblem(path + " could not be read"));
  }

  private static String setting(HostSnapshot host, String key) {
    return host.daemon().setting(key).running().seen().map(v -> v.text()).orElse("");
  }

  private static List<Edit> edits(Plan plan) {
    return plan.changes().stream().map(Change::edits).flatMap(List::stream).toList();
  }
}
