package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.HostValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules fail one by one; what bridges need is no finding. */
class RareModulesTest {
  private static ProbeResult result(String id, Judgement judgement, ConfigValue value) {
    return new ProbeResult(id, judgement, value, "said of " + id, List.of());
  }

  private static SnapshotBuilder modules(Judgement judgement, String... available) {
    ConfigValue value =
        new ConfigValue.Table(Map.of("available", ConfigValue.of(List.of(available))));
    return Samples.host().probes(List.of(result("modules.autoload_rare", judgement, value)));
  }

  @Test
  void modules_that_can_be_loaded_fail_one_by_one() {
    Judging.of("HST-057", modules(Judgement.WARN, "rds", "llc", "dccp"))
        .decidedBy(
            Outcome.FAIL,
            "dccp: can be loaded by opening a socket",
            "rds: can be loaded by opening a socket");
  }

  @Test
  void modules_that_the_site_needs_are_no_finding() {
    Policy policy = Policy.DEFAULT.with(HostValues.MODULES, List.of("rds"));
    Judging.of("HST-057", modules(Judgement.WARN, "rds"), policy)
        .passes("none of them can be loaded, but what the policy lists");
  }

  @Test
  void modules_that_bridges_need_are_no_finding() {
    Judging.of("HST-057", modules(Judgement.WARN, "llc", "vsock"))
        .passes("none of them can be loaded");
    Judging.of("HST-057", modules(Judgement.UNKNOWN))
        .isUndetermined("said of modules.autoload_rare");
  }
}
