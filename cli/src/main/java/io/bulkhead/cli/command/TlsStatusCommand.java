package io.bulkhead.cli.command;

import io.bulkhead.audit.checks.tls.Validity;
import io.bulkhead.audit.snapshot.Certificate;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.TlsMaterial;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bulkhead tls status}. */
@Command(
    name = "status",
    description = "Show the engine's certificates, how long they last, and who is connected.",
    footer = {"", "Exits with 2 if a certificate expired or expires within 30 days."})
public final class TlsStatusCommand extends TlsVerb {
  private static final int INDENT = 11;

  @Mixin Source source = new Source();

  @Override
  public Integer call() {
    HostSnapshot host = source.snapshot(top().tools());
    Channel out = top().terminal().out();
    Instant now = Instant.parse(host.vantage().takenAt());
    TlsMaterial tls = host.tls();
    if (tls.server() instanceof Reading.Absent<Certificate>) {
      out.line("The engine does not use TLS.");
      out.line("Next:  bulkhead audit --only DMN-007,DMN-008");
      return ExitCode.OK;
    }
    boolean soon = false;
    if (tls.authorities() instanceof Reading.Unreadable<List<Certificate>> unseen) {
      unseen(out, "CA", unseen);
    }
    for (Certificate one : tls.authorities().seen().orElse(List.of())) {
      soon |= show(out, "CA", one, now);
    }
    if (tls.server() instanceof Reading.Unreadable<Certificate> unseen) {
      unseen(out, "server", unseen);
    }
    if (tls.server().seen().isPresent()) {
      soon |= show(out, "server", tls.server().seen().get(), now);
    }
    for (TlsMaterial.Client client : tls.clients().seen().orElse(List.of())) {
      soon |= show(out, "client", client.certificate(), now);
    }
    keys(out, tls);
    peers(out, host);
    if (soon) {
      out.line("Next:  bulkhead tls renew    for clients: bulkhead tls issue NAME");
      return ExitCode.FINDINGS;
    }
    return seen(tls) ? ExitCode.OK : ExitCode.ERROR;
  }

  private static boolean seen(TlsMaterial tls) {
    return tls.server().seen().isPresent() && tls.authorities().seen().isPresent();
  }

  private static void unseen(Channel out, String what, Reading.Unreadable<?> unseen) {
    line(out, what, unseen.origin().source() + " could not be read: " + unseen.reason());
  }

  /** True if it expired or soon will. */
  private static boolean show(Channel out, String what, Certificate one, Instant now) {
    boolean fine = Validity.fine(one, now);
    boolean foreign = what.equals("client") && one.trust() == Certificate.Trust.FOREIGN;
    String head =
        one.subject()
            + "  "
            + (foreign ? "lets nobody in: another CA signed it" : Validity.says(one, now))
            + "  "
            + one.key();
    Wrap.print(
        out,
        label(what) + Escape.field(head),
        INDENT,
        fine ? UnaryOperator.identity() : out.style()::bad);
    List<String> more = new ArrayList<>(List.of(one.path()));
    if (!one.names().isEmpty()) {
      more.add("for " + String.join(" ", one.names()));
    }
    for (String text : more) {
      Wrap.print(out, label("") + Escape.field(text), INDENT, out.style()::dim);
    }
    return !fine;
  }

  private static void keys(Channel out, TlsMaterial tls) {
    List<String> keys = tls.authorityKeys().seen().orElse(List.of());
    line(
        out,
        "CA's key",
        keys.isEmpty()
            ? "not found beside the certificates"
            : String.join(" ", keys) + "; whoever has it is root here, keep it elsewhere");
  }

  private static void peers(Channel out, HostSnapshot host) {
    host.network()
        .peers()
        .fold(
            seen -> {
              String who =
                  seen.value().isEmpty()
                      ? "nobody over TCP at this moment"
                      : String.join(
                          " ",
                          seen.value().stream()
                              .map(peer -> peer.address() + "→" + peer.port())
                              .distinct()
                              .toList());
              line(out, "connected", who);
              return true;
            },
            none -> true,
            hidden -> {
              line(out, "connected", "could not be seen: " + hidden.reason());
              return true;
            });
  }

  private static void line(Channel out, String what, String says) {
    Wrap.print(out, label(what) + Escape.field(says), INDENT, UnaryOperator.identity());
  }

  private static String label(String what) {
    return what + " ".repeat(Math.max(1, INDENT - what.length()));
  }
}
