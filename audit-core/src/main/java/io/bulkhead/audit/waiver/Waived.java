package io.bulkhead.audit.waiver;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.policy.Waiver;
import java.util.List;

/**
 * Findings after the waivers.
 *
 * @param findings as they were, except that accepted grounds are {@code WAIVED} and grounds whose
 *     waiver has expired say so
 * @param unused waivers that concern a check that was judged, but nothing that it found
 * @param ignored what was not taken as a waiver, one sentence each
 */
public record Waived(List<Finding> findings, List<Waiver> unused, List<String> ignored) {
  public Waived {
    findings = List.copyOf(findings);
    unused = List.copyOf(unused);
    ignored = List.copyOf(ignored);
  }
}
