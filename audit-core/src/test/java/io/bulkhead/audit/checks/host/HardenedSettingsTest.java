package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks over probes: what is weak fails, what nobody saw never passes. */
class HardenedSettingsTest {
  private static ProbeResult result(String id, Judgement judgement, ConfigValue value) {
    return new ProbeResult(id, judgement, value, "said of " + id, List.of());
  }

  private static SnapshotBuilder kernel(Judgement all, String other, Judgement judgement) {
    List<ProbeResult> results = new ArrayList<>();
    for (String id : ((HardenedSettings) HardenedSettings.KERNEL).probes()) {
      results.add(result(id, id.equals(other) ? judgement : all, new ConfigValue.Null()));
    }
    return Samples.host().probes(results);
  }

  private static SnapshotBuilder modules(Judgement judgement, String... available) {
    ConfigValue value =
        new ConfigValue.Table(Map.of("available", ConfigValue.of(List.of(available))));
    return Samples.host().probes(List.of(result("modules.autoload_rare", judgement, value)));
  }

  @Test
  void all_strong_settings_pass() {
    Judging.of("HST-056", kernel(Judgement.PASS, "leak.kptr", Judgement.NOT_APPLICABLE))
        .passes("said of aslr.randomize");
  }

  @Test
  void a_weak_setting_fails_by_the_name_of_its_probe() {
    Judging.of("HST-056", kernel(Judgement.PASS, "leak.kptr", Judgement.WARN))
        .decidedBy(Outcome.FAIL, "leak.kptr: said of leak.kptr");
  }

  @Test
  void a_setting_that_was_not_seen_is_undetermined() {
    Judging.of("HST-056", kernel(Judgement.PASS, "leak.kptr", Judgement.UNKNOWN))
        .isUndetermined("said of leak.kptr");
    Judging.of("HST-056", Samples.host()).isUndetermined("not looked at");
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
  void modules_that_bridges_need_are_no_finding() {
    Judging.of("HST-057", modules(Judgement.WARN, "llc", "vsock"))
        .passes("none of them can be loaded");
    Judging.of("HST-057", modules(Judgement.UNKNOWN))
        .isUndetermined("said of modules.autoload_rare");
  }

  @Test
  void ports_that_nobody_filters_fail() {
    SnapshotBuilder host =
        Samples.host()
            .probes(List.of(result("net.docker_user", Judgement.WARN, ConfigValue.of("empty"))));
    Judging.of("HST-058", host).fails("said of net.docker_user");
    Judging.of("HST-058", Samples.host()).isUndetermined("not looked at");
  }
}
