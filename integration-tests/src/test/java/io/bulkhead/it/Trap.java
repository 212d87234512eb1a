package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A situation in which other tools are known to answer wrong, and the answers that are right.
 *
 * @param situation what there is, and how one is taken in by it
 * @param prepare a shell script that makes it so
 */
record Trap(String situation, String prepare, List<Right> answers) {
  /**
   * @param outcome as in the report
   * @param says words that must, or with a leading {@code !} must not, stand in the finding
   */
  record Right(String id, String outcome, List<String> says) {}

  static Trap trap(String situation, String prepare, Right... answers) {
    return new Trap(situation, prepare, List.of(answers));
  }

  static Right passes(String id, String... says) {
    return new Right(id, "pass", List.of(says));
  }

  static Right fails(String id, String... says) {
    return new Right(id, "fail", List.of(says));
  }

  static Right unseen(String id, String... says) {
    return new Right(id, "undetermined", List.of(says));
  }

  static Right absent(String id, String... says) {
    return new Right(id, "not-applicable", List.of(says));
  }

  /** What to select: one audit answers for all. */
  String ids() {
    return String.join(",", answers.stream().map(Right::id).distinct().toList());
  }

  void check(Report report) {
    List<String> wrong = new ArrayList<>();
    for (Right right : answers) {
      JsonNode finding = report.finding(right.id());
      boolean outcome = finding.path("outcome").asText().equals(right.outcome());
      boolean words = right.says().stream().allMatch(said -> stands(finding.toString(), said));
      if (!outcome || !words) {
        wrong.add(right + " expected, but: " + finding.toPrettyString());
      }
    }
    assertThat(wrong).as(situation).isEmpty();
  }

  private static boolean stands(String finding, String said) {
    return said.startsWith("!") ? !finding.contains(said.substring(1)) : finding.contains(said);
  }

  /** Names the test. */
  @Override
  public String toString() {
    return ids() + ": " + situation;
  }
}
