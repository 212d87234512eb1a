package io.bulkhead.cli.command;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.remedies.TlsRequests;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bulkhead tls issue}. */
@Command(
    name = "issue",
    description = "Make a key and certificate for a client. The engine is not touched.")
public final class TlsIssueCommand extends TlsVerb {
  @Mixin Consent consent = new Consent();
  @Mixin Safeguard safeguard = new Safeguard();

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "Whom the certificate is for.")
  List<String> clients = new ArrayList<>();

  @Option(
      names = "--ca-dir",
      paramLabel = "DIR",
      description = "Where the key of the engine's CA is kept.")
  String directory = "";

  @Option(
      names = "--key-type",
      paramLabel = "KIND",
      description = "ec (default: ECDSA P-256), or rsa (3072 bits) for old clients.")
  String keyType = "ec";

  @Option(names = "--dry-run", description = "Show what would be made, and stop.")
  boolean dryRun;

  @Override
  public Integer call() throws RemediationException {
    TlsOptions options = new TlsOptions();
    options.clients.addAll(clients);
    options.directory = directory;
    options.keyType = keyType;
    TlsWishes wishes = options.wishes();
    return new Asked(
            top(),
            new Asked.Terms(consent, safeguard),
            "tls issue " + String.join(" ", clients),
            dryRun)
        .carryOut("client certificates", host -> new TlsRequests(host, wishes).issue());
  }
}
