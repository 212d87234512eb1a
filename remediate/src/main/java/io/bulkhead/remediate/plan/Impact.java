package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Plan;
import java.util.List;

/** What a plan does to the engine and to the containers that run, for the screen. */
public final class Impact {
  private Impact() {}

  /**
   * One line of it.
   *
   * @param about {@code docker}, {@code containers}, {@code access}, {@code one-way}
   */
  public record Line(String about, String says) {}

  public static List<Line> of(Plan plan) {
    return List.of(new Line("docker", plan.digest()));
  }
}
