package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import java.util.List;

/** Managed plugins, which run with what they were granted, are the ones the site approved. */
final class ManagedPlugins implements PolicyCheck {
  private static final CheckMeta META =
      check("DMN-041", "Managed plugins are approved", Severity.HIGH)
          .in(Profile.LEVEL_1)
          .passesWhen("no managed plugin is enabled but those the policy approves")
          .because(
              "A plugin has devices, mounts and capabilities of the host, mostly enough to be root.")
          .advise(
              "Look at `docker plugin inspect NAME`; `docker plugin disable NAME` what is not needed,"
                  + " and list the others under engine, plugins in the site's policy.")
          .mayBreak("Volumes and networks of the plugin.")
          .see("docs.docker.com: Docker Engine managed plugin system");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return Presence.notHere(host)
        .orElseGet(
            () ->
                host.engine()
                    .plugins()
                    .fold(
                        seen -> judge(seen.value(), seen.origin(), policy),
                        none -> Verdict.notApplicable("the engine has no plugins"),
                        unseen ->
                            Presence.notRunning(host)
                                ? Verdict.notApplicable("no engine runs that could be asked")
                                : Presence.unanswered(host, unseen)));
  }

  private static Verdict judge(List<Engine.Plugin> plugins, Origin origin, Policy policy) {
    List<Ground> grounds =
        plugins.stream()
            .filter(Engine.Plugin::enabled)
            .map(plugin -> judge(plugin, origin, policy))
            .toList();
    return grounds.isEmpty()
        ? Verdict.pass(
            "no managed plugin is enabled", Evidence.of(origin, plugins.size() + " plugins"))
        : Verdict.over(grounds, "");
  }

  private static Ground judge(Engine.Plugin plugin, Origin origin, Policy policy) {
    String has =
        plugin.privileges().isEmpty()
            ? "no privileges of the host"
            : String.join(", ", plugin.privileges());
    Evidence granted = Evidence.of(origin, plugin.name() + ": " + has);
    return policy.lists(EngineValues.PLUGINS, plugin.name())
        ? Grounds.pass("plugin " + plugin.name(), "is approved by the site's policy", granted)
        : Grounds.fail("plugin " + plugin.name(), "is enabled and nobody approved it", granted);
  }
}
