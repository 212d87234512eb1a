package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.apply.Past;
import io.bulkhead.remediate.apply.SetDetail;
import io.bulkhead.remediate.apply.SetSummary;
import java.util.Arrays;
import java.util.List;

/** Sets that were applied, newest first. */
record FakePast(List<SetDetail> details) implements Past {
  FakePast(SetDetail... details) {
    this(Arrays.asList(details));
  }

  @Override
  public List<SetSummary> sets() {
    return details.stream().map(SetDetail::summary).toList();
  }

  @Override
  public SetDetail set(String id) {
    return details.stream().filter(d -> d.summary().id().equals(id)).findFirst().orElseThrow();
  }
}
