package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckId;
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
import java.util.Locale;
import java.util.Map;

/** An audit for people: what fails and what could not be seen, with the evidence for each. */
public final class TextReport {
  private static final int MOST_OBJECTS = 8;
  private static final int MARGIN = 8;
  private static final int TITLE = 27;

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
    HostLine.print(out, audit.host());
    if (audit.numbers().wanted()) {
      out.line(style.dim("numbers in brackets: " + audit.numbers().title()));
    }
    audit.host().vantage().notes().forEach(this::look);
    audit.waived().ignored().forEach(this::look);
    for (Map.Entry<String, List<Finding>> group : Groups.of(audit.findings()).entrySet()) {
      group(group.getKey(), group.getValue(), audit.numbers());
    }
    out.line();
    audit.waived().unused().forEach(waiver -> look(WaiverWords.unused(waiver)));
    audit.since().ifPresent(since -> new ComparisonScreen(out).print(since, verbose));
    summary(audit);
  }

  private void look(String here) {
    Wrap.print(out, style.warn("!") + " ", 2, Escape.field(here));
  }

  /** Only the verdict. */
  public void summary(AuditResult audit) {
    Wrap.print(out, verdict(audit), 2, style::bold);
    audit.since().ifPresent(since -> new ComparisonScreen(out).count(since));
    if (audit.count(Outcome.FAIL) > 0) {
      Finding first = Groups.of(audit.findings()).values().iterator().next().get(0);
      String explain = "bulkhead explain " + first.check().id();
      int fixable = audit.fixable().size();
      if (fixable > 0) {
        List<String> ids = audit.fixable().stream().map(CheckId::value).sorted().toList();
        Wrap.print(
            out, "", 2, "A plan could fix " + fixable + " of them now: " + String.join(" ", ids));
      }
      out.line("Next:  " + (fixable > 0 ? "bulkhead plan    " : "") + explain);
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
      int n = audit.count(Outcome.FAIL, severities[i]);
      if (n > 0) {
        worst.add(n + " " + severities[i].word());
      }
    }
    if (!worst.isEmpty()) {
      line.append(" (").append(String.join(", ", worst)).append(')');
    }
    line.append(", ").append(audit.count(Outcome.UNDETERMINED)).append(" could not be seen, ");
    int manual = audit.count(Outcome.MANUAL);
    if (manual > 0) {
      line.append(manual).append(manual == 1 ? " needs" : " need").append(" a person, ");
    }
    int waived = audit.count(Outcome.WAIVED);
    if (waived > 0) {
      line.append(waived).append(waived == 1 ? " is waived, " : " are waived, ");
    }
    int passed = audit.count(Outcome.PASS);
    line.append(passed).append(passed == 1 ? " passes, " : " pass, ");
    int none = audit.count(Outcome.NOT_APPLICABLE);
    return line.append(none).append(none == 1 ? " does not apply." : " do not apply.").toString();
  }

  private void group(String group, List<Finding> findings, Numbers numbers) {
    int passed = 0;
    int none = 0;
    for (Finding finding : findings) {
      passed += finding.verdict().outcome() == Outcome.PASS ? 1 : 0;
      none += finding.verdict().outcome() == Outcome.NOT_APPLICABLE ? 1 : 0;
    }
    out.line();
    String counts =
        passed + " of " + findings.size() + " pass" + (none > 0 ? ", " + none + " n/a" : "");
    out.line(style.bold(Groups.title(group)) + style.dim("   " + counts));
    for (List<Finding> alike : Groups.alike(findings)) {
      if (shown(alike.get(0))) {
        findings(alike, numbers);
      }
    }
  }

  private boolean shown(Finding finding) {
    Outcome outcome = finding.verdict().outcome();
    return verbose || (outcome != Outcome.PASS && outcome != Outcome.NOT_APPLICABLE);
  }

  /** Findings with one and the same reason say it once. */
  private void findings(List<Finding> alike, Numbers numbers) {
    Outcome outcome = alike.get(0).verdict().outcome();
    for (Finding finding : alike) {
      String rest = "  " + finding.check().id() + "  " + pad(finding.check().severity().word(), 8);
      Wrap.print(
          out,
          coloured(outcome, pad(outcome.word(), 6)) + rest + "  ",
          TITLE,
          finding.check().title() + numbers(numbers.of(finding.check().id())));
    }
    Finding first = alike.get(0);
    List<Ground> grounds = verbose ? first.verdict().grounds() : deciding(first);
    int most = verbose ? Integer.MAX_VALUE : MOST_OBJECTS;
    for (int i = 0; i < grounds.size() && i < most; i++) {
      ground(grounds.get(i), outcome);
    }
    if (grounds.size() > most) {
      out.line(" ".repeat(MARGIN) + "… and " + (grounds.size() - most) + " more (-v shows all)");
    }
  }

  private static String numbers(List<String> numbers) {
    return numbers.isEmpty() ? "" : "  [" + String.join(" ", numbers) + "]";
  }

  /**
   * What failed, what was not seen, what a person has to look at; what passes beside it only on
   * request.
   */
  private static List<Ground> deciding(Finding finding) {
    List<Ground> deciding = new ArrayList<>(finding.verdict().with(Outcome.FAIL));
    deciding.addAll(finding.verdict().with(Outcome.UNDETERMINED));
    deciding.addAll(finding.verdict().with(Outcome.MANUAL));
    deciding.addAll(finding.verdict().with(Outcome.WAIVED));
    return deciding;
  }

  private void ground(Ground ground, Outcome whole) {
    String subject = ground.subject().isEmpty() ? "" : Escape.field(ground.subject()) + ": ";
    String differs = ground.outcome() == whole ? "" : "(" + ground.outcome().word() + ") ";
    String says = differs + subject + Escape.field(ground.says());
    Wrap.print(out, " ".repeat(MARGIN), MARGIN, says);
    ground
        .waiver()
        .map(waiver -> Escape.field(WaiverWords.of(ground, waiver)))
        .ifPresent(words -> Wrap.print(out, " ".repeat(MARGIN), MARGIN, words));
    for (Evidence evidence : ground.evidence()) {
      if (!repeats(ground, evidence)) {
        evidence(evidence);
      }
    }
  }

  /** An unseen source is named by the sentence already, with the reason. */
  private static boolean repeats(Ground ground, Evidence evidence) {
    return ground.outcome() == Outcome.UNDETERMINED && ground.says().contains(evidence.said());
  }

  private void evidence(Evidence evidence) {
    String strength =
        evidence.strength() == Strength.OBSERVED
            ? ""
            : "  (" + evidence.strength().name().toLowerCase(Locale.ROOT) + ")";
    String text = Escape.field(evidence.source()) + "  " + Escape.field(evidence.said()) + strength;
    int margin = MARGIN + 2;
    int width = out.width();
    int room = width == Integer.MAX_VALUE ? width : width - margin;
    for (String line : Wrap.lines(text, room)) {
      out.line(" ".repeat(margin) + style.dim(line));
    }
  }

  private String coloured(Outcome outcome, String text) {
    return switch (outcome) {
      case FAIL -> style.bad(text);
      case UNDETERMINED, MANUAL, WAIVED -> style.warn(text);
      case PASS -> style.good(text);
      case NOT_APPLICABLE -> style.dim(text);
    };
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }
}
