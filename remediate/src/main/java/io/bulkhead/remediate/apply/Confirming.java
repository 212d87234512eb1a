package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.EngineDriver.EngineFailed;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.apply.Guard.GuardFailed;
import io.bulkhead.remediate.files.Drift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a set that waits for its confirmation final, or gives it more time. */
final class Confirming {
  private final Work work;
  private final Progress progress;

  Confirming(Work work, Progress progress) {
    this.work = work;
    this.progress = progress;
  }

  /**
   * Keeps the set and does what had to wait.
   *
   * @return sentences about what was kept aside or could not be done
   */
  List<String> keep(Actor actor) throws SysException {
    work.log.confirm(actor);
    work.watch.end();
    List<String> said = new ArrayList<>();
    for (Step step : work.manifest.oneWay()) {
      try {
        Acting acting = new Acting(work, progress);
        acting.stage(step);
        acting.act(step);
      } catch (Drift | EngineFailed | HostFailed | SysException e) {
        String sentence =
            "change %s was to follow the confirmation and could not be made: %s"
                .formatted(Words.label(step), e.getMessage());
        work.log.note(sentence);
        said.add(sentence);
      }
    }
    said.addAll(Ending.tidy(work));
    return said;
  }

  /** The deadline is so far from now. */
  Deadline extend(Duration within) throws GuardFailed, SysException {
    return work.watch.extend(within);
  }
}
