package io.bulkhead.cli.formats;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Groups;
import io.bulkhead.cli.report.WaiverWords;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The findings of a page: a line each, everything else on demand. */
final class HtmlFindings {
  /** Most objects shown of those that pass or do not apply. */
  private static final int MOST_GOOD = 25;

  private final Markup page;
  private final AuditResult audit;

  HtmlFindings(Markup page, AuditResult audit) {
    this.page = page;
    this.audit = audit;
  }

  void group(String group, List<Finding> findings) throws IOException {
    long passed = findings.stream().filter(f -> f.verdict().outcome() == Outcome.PASS).count();
    page.open("section", "class", "group").open("h2").text(Groups.title(group) + " ");
    page.element("small", passed + " of " + findings.size() + " pass").close().line();
    for (Finding finding : findings) {
      finding(finding);
    }
    page.close().line();
  }

  private void finding(Finding finding) throws IOException {
    CheckMeta check = finding.check();
    boolean fixable = audit.fixable().contains(check.id());
    page.open(
        "details",
        "class",
        "finding",
        "id",
        check.id().value(),
        "data-outcome",
        finding.verdict().outcome().json(),
        "data-severity",
        check.severity().word(),
        "data-fixable",
        fixable ? "yes" : "no");
    page.open("summary");
    outcome(finding.verdict().outcome());
    page.element("span", check.severity().word(), "class", "severity " + check.severity().word());
    page.element("code", check.id().value());
    page.open("span", "class", "title").text(check.title());
    List<String> numbers = audit.numbers().of(check.id());
    if (!numbers.isEmpty()) {
      page.text(" ").element("span", String.join(" ", numbers), "class", "number");
    }
    if (fixable) {
      page.text(" ").element("span", "plan", "class", "plan");
    }
    page.element("span", line(finding), "class", "says").close().close().line();
    page.open("div", "class", "body");
    grounds(finding);
    part("Condition", check.condition());
    part("Why", check.because());
    part("By hand", check.advice());
    part("May break", check.breaks());
    part("References", String.join("; ", check.references()));
    page.close().close().line();
  }

  /** The first deciding sentence, and how many objects there are beside it. */
  private static String line(Finding finding) {
    List<Ground> deciding = finding.verdict().with(finding.verdict().outcome());
    String more = deciding.size() > 1 ? " (and " + (deciding.size() - 1) + " more)" : "";
    String subject = deciding.get(0).subject();
    return (subject.isEmpty() ? "" : subject + ": ") + deciding.get(0).says() + more;
  }

  private void outcome(Outcome outcome) throws IOException {
    page.element("span", outcome.word(), "class", "outcome " + outcome.json());
  }

  private void grounds(Finding finding) throws IOException {
    page.open("ul", "class", "grounds");
    int good = 0;
    for (Ground ground : finding.verdict().worstFirst()) {
      boolean fine = ground.outcome() == Outcome.PASS || ground.outcome() == Outcome.NOT_APPLICABLE;
      good += fine ? 1 : 0;
      if (!fine || good <= MOST_GOOD) {
        ground(ground);
      }
    }
    if (good > MOST_GOOD) {
      page.element("li", "\u2026 and " + (good - MOST_GOOD) + " more that pass or do not apply");
    }
    page.close().line();
  }

  private void ground(Ground ground) throws IOException {
    page.open("li");
    outcome(ground.outcome());
    page.text(" ");
    if (!ground.subject().isEmpty()) {
      page.element("strong", ground.subject()).text(": ");
    }
    page.text(ground.says());
    if (ground.waiver().isPresent()) {
      page.element("div", WaiverWords.of(ground, ground.waiver().get()), "class", "waiver");
    }
    if (!ground.evidence().isEmpty()) {
      page.open("dl");
      for (Evidence evidence : ground.evidence()) {
        page.element("dt", evidence.source()).open("dd").element("samp", evidence.said());
        page.text(" ").element("small", evidence.strength().name().toLowerCase(Locale.ROOT));
        page.close();
      }
      page.close();
    }
    page.close().line();
  }

  private void part(String title, String prose) throws IOException {
    if (!prose.isEmpty()) {
      page.element("h3", title).open("p").prose(prose).close().line();
    }
  }
}
