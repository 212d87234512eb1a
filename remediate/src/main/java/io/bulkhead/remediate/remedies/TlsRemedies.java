package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** The cures of the engine's API on TCP and of its certificates. */
final class TlsRemedies {
  private static final String NEW_CA = "bulkhead tls renew --new-ca";

  static final List<Remedy> ALL =
      List.of(
          new MutualTls(new CheckId("DMN-007")),
          new MutualTls(new CheckId("DMN-008")),
          new Renewal(new CheckId("DMN-080"), "bulkhead tls issue NAME   for a client's", NEW_CA),
          new Renewal(new CheckId("DMN-081"), "bulkhead tls issue NAME   for a client's", NEW_CA),
          new Renewal(new CheckId("DMN-082"), "bulkhead tls renew --name HOST", NEW_CA),
          new Renewal(new CheckId("DMN-083"), "bulkhead tls issue NAME   for a client's", NEW_CA),
          OwnHands.of("DMN-084", TlsRemedies::ownAuthority),
          OwnHands.of("DMN-085", TlsRemedies::away));

  private TlsRemedies() {}

  private static Manual ownAuthority(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add(NEW_CA + " --client NAME   makes a CA for this engine alone, and certificates");
    return new Manual("every client needs a new certificate then", steps);
  }

  private static Manual away(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("copy the CA's key to a medium that is kept elsewhere, compare, then shred it here");
    steps.add("hand a client its directory over (scp -r), then remove it here");
    return new Manual("where keys are kept is yours to decide", steps);
  }
}
