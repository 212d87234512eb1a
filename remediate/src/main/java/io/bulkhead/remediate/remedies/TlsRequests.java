package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.tls.TlsMove;
import io.bulkhead.remediate.tls.TlsOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator asks for about certificates of an engine that uses TLS already. */
public final class TlsRequests {
  private static final Pattern NUMBERED = Pattern.compile(".*-([0-9]{1,4})(\\.pem)?");
  private static final Pattern AUTHORITY = Pattern.compile("ca(-[0-9]{1,4})?\\.pem");

  private final HostSnapshot host;
  private final TlsWishes wishes;

  public TlsRequests(HostSnapshot host, TlsWishes wishes) {
    this.host = host;
    this.wishes = wishes;
  }

  /** Certificates for the wanted clients; the engine is not touched. */
  public Proposal issue() {
    Optional<Manual> missing = missing();
    if (missing.isPresent()) {
      return missing.get();
    }
    List<Edit> edits = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String client : wishes.clients()) {
      TlsOrder order = order(clientSuffix(client));
      edits.addAll(order.makeClient(client, signer()));
      lines.addAll(handOver(order, client));
    }
    return new Proposal.Fix(
        edits, EngineAction.Kind.NONE, Access.NONE, new Undo.Exact(), "", lines);
  }

  /** A new key and certificate for the engine, signed by the authority that clients know. */
  public Proposal renewServer() {
    Optional<Manual> missing = missing().or(this::obstacle);
    if (missing.isPresent()) {
      return missing.get();
    }
    TlsOrder order = order(suffix(path("tlscert")));
    List<Edit> edits = new ArrayList<>();
    set(edits, "tlscert", ConfigValue.of(order.serverCertificate()));
    set(edits, "tlskey", ConfigValue.of(order.serverKey()));
    edits.addAll(order.makeServer(name(), names(), signer()));
    return restart(
        edits,
        "connections that are open while the engine restarts",
        List.of("clients notice nothing: the CA stays", old("tlscert"), old("tlskey")));
  }

  /** A new authority and everything under it: what was signed before is worth nothing then. */
  public Proposal renewAll() {
    Optional<Manual> obstacle = unused().or(this::obstacle);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    TlsOrder order = order(later(suffix(path("tlscert")), suffix(path("tlscacert"))));
    List<Edit> edits = new ArrayList<>();
    set(edits, "tlsverify", ConfigValue.of(true));
    set(edits, "tlscacert", ConfigValue.of(order.authority().certificate()));
    set(edits, "tlscert", ConfigValue.of(order.serverCertificate()));
    set(edits, "tlskey", ConfigValue.of(order.serverKey()));
    edits.addAll(order.makeAuthority(name()));
    edits.addAll(order.makeServer(name(), names(), order.authority()));
    List<String> lines = new ArrayList<>(TlsMove.of(host, false).cutOff());
    for (String client : clients()) {
      edits.addAll(order.makeClient(client, order.authority()));
      lines.addAll(handOver(order, client));
    }
    return restart(edits, "every certificate that the old CA signed", lines);
  }

  private Proposal.Fix restart(List<Edit> edits, String breaks, List<String> lines) {
    EngineAction.Kind kind = DaemonFile.kind(host, "tlscert", ConfigValue.of("…"));
    return new Proposal.Fix(edits, kind, Access.DOCKER_API, new Undo.Exact(), breaks, lines);
  }

  private Optional<Manual> missing() {
    return unused().or(() -> authorityKey().isEmpty() ? Optional.of(noKey()) : Optional.empty());
  }

  private Optional<Manual> unused() {
    return host.tls().authorities().seen().filter(a -> !a.isEmpty()).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Manual(
                "the engine uses no TLS, or its certificates cannot be read",
                List.of("bulkhead plan --only DMN-007,DMN-008   puts a TCP listener on TLS")));
  }

  private Manual noKey() {
    return new Manual(
        "the key of the engine's CA is not on this host",
        List.of(
            "bring it, and name its directory with --ca-dir",
            "lost? bulkhead tls renew --new-ca   makes another CA, and new certificates"));
  }

  private Optional<Manual> obstacle() {
    for (String key : List.of("tlscert", "tlskey", "tlscacert")) {
      Optional<Manual> found = DaemonFile.obstacle(host, key, ConfigValue.of("…"));
      if (found.isPresent()) {
        return found;
      }
    }
    List<String> lost = TlsObstacles.lost(host);
    if (!lost.isEmpty()) {
      return Optional.of(
          new Manual(
              "the restart would end containers that were started with --rm, for good: "
                  + String.join(", ", lost),
              List.of("stop them first, or switch live-restore on")));
    }
    boolean elsewhere =
        host.daemon().process().seen().isPresent() && !host.network().own().seen().orElse(false);
    return elsewhere
        ? Optional.of(
            new Manual(
                "the engine lives in another network namespace than Bulkhead, so no handshake could"
                    + " be tried",
                List.of("run Bulkhead there: nsenter --net=/proc/PID/ns/net bulkhead tls renew")))
        : Optional.empty();
  }

  private void set(List<Edit> edits, String key, ConfigValue value) {
    edits.add(KeyFix.edit(host, List.of(key), value));
    FlagAdvice.movable(host, key).ifPresent(edits::add);
  }

  private TlsOrder order(String suffix) {
    TlsOrder plain = TlsMove.order(DaemonFile.path(host), wishes);
    return new TlsOrder(plain.directory(), plain.caDirectory(), wishes.algorithm(), suffix);
  }

  private String name() {
    return host.vantage().hostName().isEmpty() ? "docker" : host.vantage().hostName();
  }

  /** What the certificate says now, what was found and what is asked for. */
  private List<String> names() {
    Set<String> names = new LinkedHashSet<>();
    host.tls()
        .server()
        .seen()
        .map(Certificate::names)
        .orElse(List.of())
        .forEach(name -> names.add(name.substring(name.indexOf(':') + 1)));
    names.addAll(TlsMove.of(host, false).names(wishes));
    return List.copyOf(names);
  }

  private List<String> clients() {
    if (!wishes.clients().isEmpty()) {
      return wishes.clients();
    }
    Set<String> known = new LinkedHashSet<>();
    host.tls().clients().seen().orElse(List.of()).stream()
        .map(TlsMaterial.Client::certificate)
        .map(c -> c.subject().replaceFirst("^CN=", ""))
        .filter(TlsWishes::isClient)
        .forEach(known::add);
    return known.isEmpty() ? List.of(TlsWishes.CLIENT) : List.copyOf(known);
  }

  private Made.Signer signer() {
    return new Made.Signer(path("tlscacert"), authorityKey());
  }

  /** Where the authority's key is, or is said to be; empty if nobody knows. */
  private String authorityKey() {
    if (!wishes.caDirectory().isEmpty()) {
      String certificate = path("tlscacert");
      Matcher name = AUTHORITY.matcher(certificate.substring(certificate.lastIndexOf('/') + 1));
      String number = name.matches() && name.group(1) != null ? name.group(1) : "";
      return wishes.caDirectory() + "/ca-key" + number + ".pem";
    }
    return host.tls().authorityKeys().seen().orElse(List.of()).stream().findFirst().orElse("");
  }

  private String path(String key) {
    var setting = host.daemon().setting(key);
    return setting
        .nextStart()
        .seen()
        .or(() -> setting.running().seen())
        .map(ConfigValue::text)
        .orElse("");
  }

  private String old(String key) {
    return path(key) + " is not used any more then; remove it when nothing has to go back";
  }

  private static String suffix(String path) {
    Matcher numbered = NUMBERED.matcher(path);
    return "-" + (numbered.matches() ? Integer.parseInt(numbered.group(1)) + 1 : 2);
  }

  private static String later(String one, String other) {
    return Integer.parseInt(one.substring(1)) > Integer.parseInt(other.substring(1)) ? one : other;
  }

  /** Empty for a client's first certificate. */
  private String clientSuffix(String client) {
    List<String> taken =
        host.tls().clients().seen().orElse(List.of()).stream()
            .map(TlsMaterial.Client::name)
            .toList();
    String suffix = "";
    for (int number = 2; taken.contains(client + suffix); number++) {
      suffix = "-" + number;
    }
    return suffix;
  }

  private List<String> handOver(TlsOrder order, String client) {
    return TlsMove.of(host, false).handOver(client, order.client(client));
  }
}
