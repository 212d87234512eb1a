package io.bulkhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.catalogue.AllProbes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks and probes know each other by id only. */
class ProbeCatalogueTest {
  @Test
  void every_probe_that_a_check_names_exists() {
    List<ProbeResult> bad =
        AllProbes.LIST.stream()
            .map(p -> new ProbeResult(p.id(), Judgement.FAIL, ConfigValue.of(0), "bad", List.of()))
            .toList();
    HostSnapshot host = new SnapshotBuilder().probes(bad).build();
    for (Finding finding : Audit.judge(host, ProbeChecks.ALL)) {
      assertThat(finding.verdict().grounds())
          .as("%s", finding.check().id())
          .allMatch(ground -> ground.says().equals("bad"));
    }
  }

  @Test
  void ids_are_unique_and_questions_are_asked() {
    assertThat(AllProbes.LIST).extracting(Probe::id).doesNotHaveDuplicates().hasSize(132);
    assertThat(AllProbes.LIST).extracting(Probe::asks).noneMatch(asks -> asks.endsWith("?"));
  }
}
