package io.bulkhead.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** EIO and ENOSPC at every call, once and from there on, of apply and rollback. */
@Breaking
class ErrorsIT {
  private static final Path TREES = Trees.fast();
  private static final int SHARE = 4;
  private static final List<Fault> FAULTS =
      List.of(Fault.EIO_ONCE, Fault.EIO_FROM, Fault.ENOSPC_ONCE, Fault.ENOSPC_FROM);

  private static List<Scenario> scenarios() {
    return Moments.FULL
        ? List.of(Scenario.values())
        : List.of(Scenario.REPLACE, Scenario.MKDIR, Scenario.RELOAD, Scenario.SET_OF_9);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPLY", "ROLLBACK"})
  void a_failing_call_never_leaves_a_state_between(Deed deed) throws Exception {
    for (Fault fault : FAULTS) {
      Table table = new Table(deed.word() + ", " + fault.word());
      for (Scenario scenario : scenarios()) {
        List<String> calls = Trials.calls(TREES, deed, scenario);
        Moments.each(
            Moments.of(calls, SHARE),
            call -> Trials.fail(Scene.ready(TREES, deed, scenario), fault, call, scenario, table));
      }
      table.publish();
      assertThat(table.complaints()).isEmpty();
      assertThat(table.runs()).isGreaterThan(50);
    }
  }
}
