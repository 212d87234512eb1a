package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Effective;
import io.bulkhead.audit.checks.facts.EngineAge;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import java.util.List;

/** A plugin decides about every call of the API, and the engine has no known way around it. */
final class AuthorizationPlugin implements PolicyCheck {
  private static final String KEY = "authorization-plugins";
  private static final CheckMeta META =
      check("DMN-022", "A plugin authorizes calls of the API", Severity.MEDIUM)
          .in(Profile.LEVEL_2)
          .passesWhen("authorization-plugins names at least one plugin")
          .because("Without one, everybody who reaches the API may do everything: root.")
          .advise(
              "Install a plugin with a policy, test it, set \"authorization-plugins\": [\"NAME\"] in"
                  + " /etc/docker/daemon.json and reload the engine. Not by a flag: any reload drops"
                  + " a plugin given by a flag.")
          .mayBreak("A wrong policy locks out every client, Bulkhead too.")
          .see(
              "docs.docker.com: Access authorization plugin",
              "CVE-2024-41110",
              "CIS 2.12 (1.8.0: 2.13)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    if (Presence.noEngine(host)) {
      return Verdict.notApplicable("no Docker Engine was found here");
    }
    Effective plugins = Effective.lasting(host, KEY, v -> names(v).isEmpty());
    return plugins
        .reading()
        .fold(
            seen -> judge(host, names(seen.value()), plugins, policy),
            none -> Verdict.undetermined(KEY + " was not seen", plugins.evidence()),
            plugins::undetermined);
  }

  private static Verdict judge(
      HostSnapshot host, List<String> names, Effective plugins, Policy policy) {
    Evidence evidence = plugins.evidence();
    if (names.isEmpty()) {
      return Verdict.fail("no plugin authorizes calls" + plugins.when(), evidence);
    }
    String all = String.join(", ", names);
    boolean expected =
        !policy.states(EngineValues.AUTHORIZATION_PLUGINS)
            || names.stream().anyMatch(n -> policy.lists(EngineValues.AUTHORIZATION_PLUGINS, n));
    if (!expected) {
      return Verdict.fail(all + " is none of the plugins the site expects", evidence);
    }
    if (plugins.reading().origin().source().startsWith("-")) {
      return Verdict.undetermined(
          all + " is given by a flag: every reload drops it, and the engine goes on listing it",
          evidence);
    }
    return bypass(host, all, evidence);
  }

  /** CVE-2024-41110: a request with an empty body passes the plugin. */
  private static Verdict bypass(HostSnapshot host, String all, Evidence evidence) {
    EngineAge age = EngineAge.of(host);
    Evidence version = Evidence.of(host.engine().version().origin(), age.version());
    if (!age.known()) {
      return Verdict.undetermined(
          all + " authorizes calls, but the engine's version was not seen", evidence, version);
    }
    boolean corrected =
        age.atLeast("27.1.1")
            || (age.atLeast("26.1.5") && age.before("27.0"))
            || (age.atLeast("25.0.6") && age.before("26.0"))
            || (age.atLeast("23.0.15") && age.before("24.0"));
    if (corrected) {
      return Verdict.pass(all + " authorizes calls", evidence, version);
    }
    return age.rebuilt()
        ? Verdict.undetermined(
            all
                + " authorizes calls; whether this build of "
                + age.version()
                + " has the correction of CVE-2024-41110 is its distribution's to say",
            evidence,
            version)
        : Verdict.fail(
            all + " can be passed by in Docker Engine " + age.version() + " (CVE-2024-41110)",
            evidence,
            version);
  }

  private static List<String> names(ConfigValue value) {
    return value instanceof ConfigValue.Items items ? items.texts() : List.of();
  }
}
