package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EIO and ENOSPC at every call, once and from there on, of what changes a host. */
@Breaking
class ErrorsIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 3;
  private static final List<Fault> FAULTS =
      List.of(Fault.EIO_ONCE, Fault.EIO_FROM, Fault.ENOSPC_ONCE, Fault.ENOSPC_FROM);

  private static List<Scenario> scenarios(Deed deed) {
    if (deed == Deed.ROLLBACK_PART) {
      return Scenario.sets();
    }
    return Moments.FULL || deed == Deed.APPLY
        ? List.of(Scenario.values())
        : List.of(Scenario.REPLACE, Scenario.SYSCTL, Scenario.AUDIT, Scenario.SET_OF_9);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLY", "ROLLBACK", "ROLLBACK_PART"})
  void a_failing_call_never_leaves_a_state_between(Deed deed) throws Exception {
    for (Fault fault : FAULTS) {
      Table table = new Table(deed.word() + ", " + fault.word());
      for (Scenario scenario : scenarios(deed)) {
        Trials.everywhere(
            TREES,
            deed,
            scenario,
            SHARE,
            table,
            (scene, call) -> Trials.fail(scene, fault, call, scenario, table));
      }
      table.publish();
      assertThat(table.complaints()).isEmpty();
      assertThat(table.holes()).isEmpty();
    }
  }
}
