package io.bulkhead.audit.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Catalogue;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.SnapshotBuilder;

/** Puts one check of the catalogue to a snapshot, and compares what decided the answer. */
public final class Judging {
  private static final Catalogue CATALOGUE = BuiltInCatalogue.catalogue();
  private final Verdict verdict;

  private Judging(Verdict verdict) {
    this.verdict = verdict;
  }

  public static Judging of(String id, SnapshotBuilder host) {
    return of(id, host, Policy.DEFAULT);
  }

  /** By what a site allows and expects. */
  public static Judging of(String id, SnapshotBuilder host, Policy policy) {
    Check check = CATALOGUE.find(new CheckId(id)).orElseThrow();
    return new Judging(check.judge(host.build(), policy));
  }

  public Verdict verdict() {
    return verdict;
  }

  public void passes(String says) {
    is(Outcome.PASS, says);
  }

  public void fails(String says) {
    is(Outcome.FAIL, says);
  }

  public void isUndetermined(String says) {
    is(Outcome.UNDETERMINED, says);
  }

  public void isManual(String says) {
    is(Outcome.MANUAL, says);
  }

  public void isNotApplicable(String says) {
    is(Outcome.NOT_APPLICABLE, says);
  }

  /** The grounds that decided, as {@code subject: says}. */
  public void decidedBy(Outcome outcome, String... grounds) {
    assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(outcome);
    assertThat(verdict.with(outcome).stream().map(g -> g.subject() + ": " + g.says()).toList())
        .containsExactly(grounds);
  }

  /** Everything the deciding grounds quote, as {@code source said}. */
  public Judging quotes(String sourceAndSaid) {
    assertThat(
            verdict.with(verdict.outcome()).stream()
                .map(Ground::evidence)
                .flatMap(all -> all.stream().map(e -> e.source() + " " + e.said()))
                .toList())
        .contains(sourceAndSaid);
    return this;
  }

  private void is(Outcome outcome, String says) {
    assertThat(verdict.outcome()).as("%s", verdict).isEqualTo(outcome);
    assertThat(verdict.says()).isEqualTo(says);
  }
}
