package io.bulkhead.audit.checks.client;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Vantage;
import java.util.ArrayList;
import java.util.List;

/** No context, and not DOCKER_HOST either, talks to an engine over TCP without TLS. */
final class PlainContexts implements Check {
  private static final CheckMeta META =
      check("CLI-003", "No client talks to an engine over plain TCP", Severity.HIGH)
          .passesWhen(
              "no context and no DOCKER_HOST of a user leads to an engine by TCP without TLS that"
                  + " checks the engine's certificate")
          .because(
              "Whoever is on the way reads and changes what the client sends, and the engine at the"
                  + " other end obeys everyone.")
          .advise(
              "Run `docker context update NAME --docker host=ssh://USER@HOST`, or give the context"
                  + " ca, cert and key.")
          .see("docker-context(1)", "docs.docker.com: Protect the Docker daemon socket");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    Verdict contexts = ClientCheck.each(host, PlainContexts::contexts);
    Vantage vantage = host.vantage();
    List<Ground> grounds = new ArrayList<>(PlainVariables.judge(host));
    boolean told = tcp(vantage.endpoint()) && !vantage.endpointFrom().startsWith("context");
    if (!told && grounds.isEmpty()) {
      return contexts;
    }
    grounds.addAll(contexts.grounds());
    if (!told) {
      return Verdict.over(grounds, "");
    }
    grounds.add(
        Grounds.undetermined(
            vantage.endpointFrom(),
            "leads to " + vantage.endpoint() + ", and whether with TLS is not recorded",
            Evidence.of(Origin.observed(vantage.endpointFrom()), vantage.endpoint())));
    return Verdict.over(grounds, "");
  }

  private static List<Ground> contexts(HostSnapshot host, Reading.Present<ClientConfig> config) {
    List<Ground> grounds = new ArrayList<>();
    for (ClientConfig.Context context : config.value().contexts()) {
      Evidence says = Evidence.of(config.origin(), context.name() + " -> " + context.host());
      String subject = "context " + context.name() + " of " + config.value().user();
      String talks = "talks to " + context.host();
      if (tcp(context.host()) && !(context.tls() && context.verified())) {
        String how = context.tls() ? ", whoever answers there: SkipTLSVerify" : " without TLS";
        grounds.add(Grounds.fail(subject, talks + how, says));
      } else {
        grounds.add(Grounds.pass(subject, talks + (context.tls() ? " with TLS" : ""), says));
      }
    }
    if (grounds.isEmpty()) {
      grounds.add(
          Grounds.pass(
              config.value().path(), "has no context", Evidence.of(config.origin(), "no context")));
    }
    return grounds;
  }

  private static boolean tcp(String host) {
    return host.startsWith("tcp://") || host.startsWith("http://");
  }
}
