package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.ApiListeners;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** From elsewhere the engine is driven over ssh, or over TLS with certificates on both ends. */
final class RemoteAccess implements Check {
  private static final CheckMeta META =
      check("DMN-027", "Remote access uses ssh or mutual TLS only", Severity.INFO)
          .in(Profile.LEVEL_2)
          .passesWhen(
              "the API is on sockets of this host only; with a TCP listener a person looks"
                  + " at DMN-007 and DMN-008")
          .because("Any other way leaves the host to whoever is in between.")
          .advise(
              "Give each person a context over ssh: `docker context create NAME --docker"
                  + " host=ssh://USER@HOST`.")
          .see("docs.docker.com: Protect the Docker daemon socket");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    ApiListeners listeners = ApiListeners.of(host);
    Evidence hosts = Effective.of(host, "hosts").evidence();
    if (!listeners.unseen().isEmpty()) {
      return Verdict.undetermined(listeners.unseen().get(0));
    }
    boolean sockets = listeners.api().isEmpty() && listeners.unexplained().isEmpty();
    return sockets
        ? Verdict.pass("the API is on sockets of this host only, which leaves ssh", hosts)
        : Verdict.manual(
            "the API is on TCP as well: DMN-007 and DMN-008 say whether it asks for certificates;"
                + " who may have one, and which people use ssh, is not visible here",
            hosts);
  }
}
