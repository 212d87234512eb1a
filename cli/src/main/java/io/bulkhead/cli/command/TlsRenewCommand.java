package io.bulkhead.cli.command;

import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.remedies.TlsRequests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bulkhead tls renew}. */
@Command(
    name = "renew",
    description = {
      "Make a new key and certificate for the engine and restart it with them.",
      "With --new-ca everything is made anew, and what the old CA signed lets nobody in any more:"
          + " the only way to revoke."
    })
public final class TlsRenewCommand extends TlsVerb {
  @Mixin Consent consent = new Consent();
  @Mixin Safeguard safeguard = new Safeguard();
  @Mixin TlsOptions options = new TlsOptions();

  @Option(names = "--new-ca", description = "A new CA, server certificate and client certificates.")
  boolean newAuthority;

  @Option(names = "--dry-run", description = "Show what would be made, and stop.")
  boolean dryRun;

  @Override
  public Integer call() throws RemediationException {
    TlsWishes wishes = options.wishes();
    if (!newAuthority && !wishes.clients().isEmpty()) {
      throw new UsageException(
          "--client goes with --new-ca only: the engine's certificate concerns no client",
          "bulkhead tls issue " + wishes.clients().get(0));
    }
    return new Asked(
            top(),
            new Asked.Terms(consent, safeguard),
            "tls renew" + (newAuthority ? " --new-ca" : ""),
            dryRun)
        .carryOut(
            newAuthority ? "a new CA" : "a new server certificate",
            host -> {
              TlsRequests requests = new TlsRequests(host, wishes);
              return newAuthority ? requests.renewAll() : requests.renewServer();
            });
  }
}
