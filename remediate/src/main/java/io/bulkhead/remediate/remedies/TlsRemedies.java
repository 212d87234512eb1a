package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** The cures of the engine's TLS material. */
final class TlsRemedies {
  static final List<Remedy> ALL =
      List.of(
          advice("DMN-080", "issue the certificates named above again"),
          advice("DMN-081", "issue the certificates named above again, with the CA in tlscacert"),
          advice("DMN-082", "issue the server's certificate with the names that clients use"),
          advice("DMN-083", "make a new CA and certificates: ECDSA P-256 or RSA of 3072 bits"),
          advice("DMN-084", "make a CA for this engine alone"),
          OwnHands.of("DMN-085", TlsRemedies::away));

  private TlsRemedies() {}

  private static Remedy advice(String id, String step) {
    return OwnHands.of(
        id,
        (host, failed) -> {
          List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
          steps.add(step);
          steps.addAll(RestartAdvice.steps(host));
          return new Manual("only you know which clients use which certificate", steps);
        });
  }

  private static Manual away(HostSnapshot host, Verdict failed) {
    List<String> steps = new ArrayList<>(OwnHands.asJudged(failed).byHand());
    steps.add("copy the CA's key to a medium that is kept elsewhere, compare, then shred it here");
    steps.add("hand a client its directory over (scp -r), then remove it here");
    return new Manual("where keys are kept is yours to decide", steps);
  }
}
