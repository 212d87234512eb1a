package io.bulkhead.audit.checks.host;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Modules that no container host needs cannot be loaded by opening a socket. */
final class RareModules implements PolicyCheck {
  private static final String PROBE = "modules.autoload_rare";

  /** Rare ones that something on a container host may need: bridges, virtual machines, media. */
  private static final Set<String> NEEDED =
      Set.of("llc", "psnap", "p8023", "vsock", "can", "udf", "sctp");

  private static final CheckMeta META =
      check("HST-057", "Containers cannot make the host load modules nobody needs", Severity.LOW)
          .in(Profile.ALL)
          .passesWhen(
              "no module of the list can be loaded by opening a socket, and none is loaded"
                  + " unused")
          .because(
              "Opening a socket of a rare kind loads its module into the host's kernel, and rare"
                  + " modules are where holes stay longest.")
          .advise("Write `install MODULE /bin/false` into a file in /etc/modprobe.d.")
          .mayBreak("Programs that use such a protocol or file system.")
          .see("modprobe.d(5)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    ProbeResult probe = host.probe(PROBE);
    if (probe.judgement() == Judgement.UNKNOWN) {
      return Verdict.undetermined(probe.says(), evidence(probe));
    }
    List<Ground> grounds = new ArrayList<>();
    for (String module : new TreeSet<>(named(probe, "available"))) {
      if (!needed(module, policy)) {
        grounds.add(Grounds.fail(module, "can be loaded by opening a socket", evidence(probe)));
      }
    }
    for (String module : new TreeSet<>(named(probe, "loaded"))) {
      if (!needed(module, policy)) {
        grounds.add(Grounds.fail(module, "is loaded, and nothing uses it", evidence(probe)));
      }
    }
    if (grounds.isEmpty()) {
      String listed = policy.states(HostValues.MODULES) ? ", but what the policy lists" : "";
      grounds.add(Grounds.pass("", "none of them can be loaded" + listed, evidence(probe)));
    }
    return Verdict.over(grounds, "");
  }

  private static boolean needed(String module, Policy policy) {
    return NEEDED.contains(module) || policy.lists(HostValues.MODULES, module);
  }

  private static Evidence[] evidence(ProbeResult probe) {
    return probe.evidence().stream()
        .limit(3)
        .map(seen -> Evidence.of(seen.origin(), seen.said()))
        .toArray(Evidence[]::new);
  }

  private static List<String> named(ProbeResult probe, String group) {
    return probe.value() instanceof ConfigValue.Table table
            && table.get(group) instanceof ConfigValue.Items items
        ? items.values().stream().map(ConfigValue::text).toList()
        : List.of();
  }
}
