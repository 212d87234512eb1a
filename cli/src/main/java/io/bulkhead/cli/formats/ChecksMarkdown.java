package io.bulkhead.cli.formats;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Retired;
import io.bulkhead.audit.benchmark.BenchmarkMap;
import io.bulkhead.cli.report.Groups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The catalogue as a document: docs/checks.md is this text. */
public final class ChecksMarkdown {
  private final StringBuilder out = new StringBuilder();
  private final List<BenchmarkMap> editions;

  private ChecksMarkdown(List<BenchmarkMap> editions) {
    this.editions = editions;
  }

  /**
   * The document.
   *
   * @param editions whose section numbers are shown, oldest first
   */
  public static String of(List<Check> checks, List<BenchmarkMap> editions) {
    ChecksMarkdown document = new ChecksMarkdown(editions);
    document.write(checks);
    return document.out.toString();
  }

  private void write(List<Check> checks) {
    line("# Checks");
    line("");
    line("Written by `bulkhead checks --format markdown >docs/checks.md`; not edited by hand.");
    line("`bulkhead explain ID` shows a check with its evidence on a host and what could be done.");
    line("");
    line(
        checks.size()
            + " checks. Numbers are sections of the CIS Docker Benchmark; its prose is CIS's.");
    Map<String, List<CheckMeta>> groups = new LinkedHashMap<>();
    for (Check check : checks) {
      CheckMeta meta = check.meta();
      groups.computeIfAbsent(meta.id().group(), g -> new ArrayList<>()).add(meta);
    }
    groups.forEach(this::overview);
    groups.values().forEach(all -> all.forEach(this::check));
    line("");
    line("## Retired");
    line("");
    line(
        "Ids that are never used again, and what judges the same; a waiver that names one is told.");
    line("");
    line("| id | instead |");
    line("|---|---|");
    new TreeMap<>(Retired.all()).forEach((id, other) -> line("| " + id + " | " + other + " |"));
  }

  private void overview(String group, List<CheckMeta> checks) {
    line("");
    line("## " + Groups.title(group));
    line("");
    StringBuilder head = new StringBuilder("| id | severity | profile |");
    StringBuilder rule = new StringBuilder("|---|---|---|");
    for (BenchmarkMap edition : editions) {
      head.append(' ').append(edition.edition()).append(" |");
      rule.append("---|");
    }
    line(head + " title |");
    line(rule + "---|");
    for (CheckMeta check : checks) {
      String id = check.id().value();
      StringBuilder row = new StringBuilder("| [" + id + "](#" + anchor(check) + ") | ");
      row.append(check.severity().word()).append(" | ").append(check.profile().word()).append(" |");
      for (BenchmarkMap edition : editions) {
        row.append(' ').append(String.join(" ", edition.sectionsOf(check.id()))).append(" |");
      }
      line(row + " " + Markdown.prose(check.title()) + " |");
    }
  }

  private void check(CheckMeta check) {
    line("");
    line("### " + check.id() + " " + Markdown.prose(check.title()));
    line("");
    line(check.severity().word() + ", profile " + check.profile().word());
    part("Condition", check.condition());
    part("Why", check.because());
    part("By hand", check.advice());
    part("May break", check.breaks());
    part("References", String.join("; ", check.references()));
  }

  private void part(String title, String prose) {
    if (!prose.isEmpty()) {
      line("");
      line("**" + title + ":** " + Markdown.prose(prose));
    }
  }

  /** As GitHub and GitLab make it from the heading. */
  private static String anchor(CheckMeta check) {
    return (check.id() + " " + check.title())
        .toLowerCase(java.util.Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
