package io.bulkhead.cli.report;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Wrap;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.plan.Impact;
import java.util.List;

/** One check in full: what, why, what was seen here, what can be done and what that breaks. */
public final class Explanation {
  private static final String MARGIN = "  ";

  /** As many objects as are shown of those with nothing wrong. */
  private static final int SHOWN = 10;

  private final Channel out;

  public Explanation(Channel out) {
    this.out = out;
  }

  /**
   * @param benchmarks one line for each edition that has the check
   * @param proposals what the remedy offers; empty if the check does not fail or has no remedy
   * @param host the host it was judged on
   */
  public void print(
      Finding finding, List<String> benchmarks, List<Proposal> proposals, HostSnapshot host) {
    CheckMeta check = finding.check();
    Wrap.print(out, check.id() + "  " + check.title(), 9, out.style()::bold);
    out.line(
        MARGIN + "severity " + check.severity().word() + ", profile " + check.profile().word());
    section("Why", List.of(check.because()));
    section("How it is judged", HowJudged.of(finding));
    seen(finding);
    section("By hand", List.of(check.advice()));
    section("What Bulkhead would do", offers(finding, proposals, host));
    section("May break", List.of(check.breaks()));
    section("Benchmarks", benchmarks);
    section("References", check.references());
  }

  private void seen(Finding finding) {
    title("On this host: " + finding.verdict().outcome().word());
    List<Ground> grounds = finding.verdict().worstFirst();
    long fine = grounds.stream().filter(g -> g.outcome() == Outcome.PASS).count();
    int shown = 0;
    for (Ground ground : grounds) {
      if (ground.outcome() == Outcome.PASS && ++shown > SHOWN && fine > SHOWN + 1) {
        continue;
      }
      String subject = ground.subject().isEmpty() ? "" : Escape.field(ground.subject()) + ": ";
      paragraph(ground.outcome().word() + "  " + subject + Escape.field(ground.says()));
      ground.waiver().ifPresent(w -> paragraph("  " + Escape.field(WaiverWords.of(ground, w))));
      for (Evidence evidence : ground.evidence()) {
        String strength = evidence.strength().name().toLowerCase(java.util.Locale.ROOT);
        String source = Escape.field(evidence.source());
        paragraph("  " + source + "  " + Escape.field(evidence.said()) + "  (" + strength + ")");
      }
    }
    if (fine > SHOWN + 1) {
      paragraph(rest(fine - SHOWN));
    }
  }

  private static String rest(long others) {
    return Outcome.PASS.word() + "  and " + others + " more: bulkhead audit --format json";
  }

  private static List<String> offers(Finding finding, List<Proposal> proposals, HostSnapshot host) {
    if (!finding.failed()) {
      return List.of("nothing: the check does not fail here");
    }
    if (proposals.isEmpty()) {
      return List.of("nothing: there is no automatic change for it");
    }
    List<String> lines = new java.util.ArrayList<>();
    for (Proposal offered : proposals) {
      Proposal proposal = offered;
      if (offered instanceof Proposal.OnRequest asked) {
        lines.add("only when asked for by its id, because " + asked.why());
        proposal = asked.fix();
      }
      if (proposal instanceof Proposal.Fix fix) {
        for (Edit edit : fix.edits()) {
          lines.add(edit(edit));
        }
        String undo = Impact.undo(host, fix).word();
        lines.add("docker: " + ChangeTable.docker(fix.engine()) + ", undo: " + undo);
        if (!fix.breaks().isEmpty()) {
          lines.add("may break: " + fix.breaks());
        }
        lines.addAll(fix.affected());
      } else if (proposal instanceof Proposal.Manual manual) {
        lines.add("not by itself: " + manual.why());
        lines.addAll(manual.byHand());
      }
    }
    return lines;
  }

  private static String edit(Edit edit) {
    if (edit instanceof Edit.Key key) {
      return key.target()
          + "  "
          + String.join(".", key.path())
          + "  "
          + (key.before() == null ? "unset" : key.before())
          + " → "
          + (key.after() == null ? "unset" : key.after());
    }
    if (edit instanceof Edit.Attribute attribute) {
      return attribute.target() + "  " + attribute.before() + " → " + attribute.after();
    }
    if (edit instanceof Edit.Flag flag) {
      return flag.unit() + "  " + flag.flag() + (flag.given() ? " is given" : " is taken out");
    }
    if (edit instanceof Edit.Line line) {
      String before = line.before() == null ? "" : line.before() + " → ";
      return line.target() + "  " + before + (line.after() == null ? "taken out" : line.after());
    }
    if (edit instanceof Edit.Value value) {
      String before = value.before().isEmpty() ? "" : value.before() + " → ";
      return value.target() + "  " + before + value.after();
    }
    if (edit instanceof Edit.Text text) {
      return text.target() + (text.after() == null ? "  is deleted" : "  is written");
    }
    return edit.target();
  }

  private void section(String title, List<String> lines) {
    if (lines.stream().allMatch(String::isEmpty)) {
      return;
    }
    title(title);
    for (String line : lines) {
      if (!line.isEmpty()) {
        paragraph(Escape.line(line));
      }
    }
  }

  private void title(String text) {
    out.line();
    out.line(out.style().bold(text));
  }

  private void paragraph(String text) {
    Wrap.print(out, MARGIN, MARGIN.length(), text);
  }
}
