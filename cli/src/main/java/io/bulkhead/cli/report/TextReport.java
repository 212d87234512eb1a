package io.bulkhead.cli.report;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Style;
import io.bulkhead.cli.terminal.Wrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An audit for people: what fails and what could not be seen, with the evidence for each. */
public final class TextReport {
  private static final int MOST_OBJECTS = 8;
  private static final int MARGIN = 8;

  private final Channel out;
  private final Style style;
  private final boolean verbose;

  /**
   * @param verbose also shows what passes and every object
   */
  public TextReport(Channel out, boolean verbose) {
    this.out = out;
    this.style = out.style();
    this.verbose = verbose;
  }

  public void print(AuditResult audit) {
    out.line(style.bold(HostLine.of(audit.host())));
    for (String note : audit.host().vantage().notes()) {
      paragraph(style.warn("!") + " ", 2, Escape.field(note));
    }
    for (Map.Entry<String, List<Finding>> group : Groups.of(audit.findings()).entrySet()) {
      group(group.getKey(), group.getValue());
    }
    out.line();
    summary(audit);
  }

  /** Only the verdict. */
  public void summary(AuditResult audit) {
    out.line(style.bold(verdict(audit)));
    int failed = audit.count(Outcome.FAIL);
    if (failed > 0) {
      Finding first = Groups.of(audit.findings()).values().iterator().next().get(0);
      String explain = "bulkhead explain " + first.check().id();
      int fixable = audit.fixable().size();
      out.line(
          fixable == 0
              ? "Next:  " + explain
              : "A plan has changes for " + fixable + " of them.  Next:  bulkhead plan    " + explain);
    }
  }

  private static String verdict(AuditResult audit) {
    StringBuilder line = new StringBuilder();
    line.append(audit.findings().size()).append(" checks: ");
    int failed = audit.count(Outcome.FAIL);
    line.append(failed).append(failed == 1 ? " fails" : " fail");
    List<String> worst = new ArrayList<>();
    Severity[] severities = Severity.values();
    for (int i = severities.length - 1; i >= 0; i--) {
      int n = audit.failed(severities[i]);
      if (n > 0) {
        worst.add(n + " " + severities[i].word());
      }
    }
    if (!worst.isEmpty()) {
      line.append(" (").append(String.join(", ", worst)).append(')');
    }
    line.append(", ").append(audit.count(Outcome.UNDETERMINED)).append(" could not be seen, ");
    int passed = audit.count(Outcome.PASS);
    line.append(passed).append(passed == 1 ? " passes, " : " pass, ");
    int none = audit.count(Outcome.NOT_APPLICABLE);
    return line.append(none).append(none == 1 ? " does not apply." : " do not apply.").toString();
  }

  private void group(String group, List<Finding> findings) {
    int passed = 0;
    int none = 0;
    boolean quiet = true;
    for (Finding finding : findings) {
      passed += finding.verdict().outcome() == Outcome.PASS ? 1 : 0;
      none += finding.verdict().outcome() == Outcome.NOT_APPLICABLE ? 1 : 0;
      quiet &= !shown(finding);
    }
    out.line();
    String counts = passed + " of " + findings.size() + " pass" + (none > 0 ? ", " + none + " n/a" : "");
    out.line(style.bold(Groups.title(group)) + style.dim("   " + counts));
    if (quiet) {
      return;
    }
    for (Finding finding : findings) {
      if (shown(finding)) {
        finding(finding);
      }
    }
  }

  private boolean shown(Finding finding) {
    Outcome outcome = finding.verdict().outcome();
    return verbose || outcome == Outcome.FAIL || outcome == Outcome.UNDETERMINED;
  }

  private void finding(Finding finding) {
    Outcome outcome = finding.verdict().outcome();
    String severity = finding.check().severity().word();
    String head = pad(outcome.word(), 6) + "  " + finding.check().id() + "  " + pad(severity, 8);
    out.line(
        coloured(outcome, pad(outcome.word(), 6))
            + head.substring(6)
            + "  "
            + finding.check().title());
    List<Ground> grounds = verbose ? finding.verdict().grounds() : deciding(finding);
    int most = verbose ? Integer.MAX_VALUE : MOST_OBJECTS;
    for (int i = 0; i < grounds.size() && i < most; i++) {
      ground(grounds.get(i), outcome);
    }
    if (grounds.size() > most) {
      out.line(indent(MARGIN) + "… and " + (grounds.size() - most) + " more (-v shows all)");
    }
  }

  /** What failed and what was not seen; what passes beside it only on request. */
  private static List<Ground> deciding(Finding finding) {
    List<Ground> deciding = new ArrayList<>(finding.verdict().with(Outcome.FAIL));
    deciding.addAll(finding.verdict().with(Outcome.UNDETERMINED));
    return deciding;
  }

  private void ground(Ground ground, Outcome whole) {
    String subject = ground.subject().isEmpty() ? "" : Escape.field(ground.subject()) + ": ";
    String differs = ground.outcome() == whole ? "" : "(" + ground.outcome().word() + ") ";
    paragraph(indent(MARGIN), MARGIN, differs + subject + Escape.field(ground.says()));
    for (Evidence evidence : ground.evidence()) {
      String strength =
          evidence.strength() == Strength.OBSERVED
              ? ""
              : "  (" + evidence.strength().name().toLowerCase(java.util.Locale.ROOT) + ")";
      String line =
          Escape.field(evidence.source()) + "  " + Escape.field(evidence.said()) + strength;
      out.line(style.dim(indent(MARGIN + 2) + line));
    }
  }

  private void paragraph(String first, int margin, String text) {
    String start = first;
    for (String line : Wrap.lines(text, Math.max(40, out.textWidth() - margin))) {
      out.line(start + line);
      start = indent(margin);
    }
  }

  private String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case FAIL -> style.bad(text);
      case UNDETERMINED -> style.warn(text);
      case PASS -> style.good(text);
      case NOT_APPLICABLE -> style.dim(text);
    };
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  private static String indent(int n) {
    return " ".repeat(n);
  }
}
