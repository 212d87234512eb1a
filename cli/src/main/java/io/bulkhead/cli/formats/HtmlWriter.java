package io.bulkhead.cli.formats;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Comparison;
import io.bulkhead.cli.report.Groups;
import io.bulkhead.cli.report.HostLine;
import io.bulkhead.cli.report.WaiverWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * One page that needs nothing beside itself. It is readable without scripts; with them it can be
 * filtered and searched. Its content security policy admits our own script and style and nothing
 * else, so that even a mistake in escaping would run nothing.
 */
final class HtmlWriter implements ReportWriter {
  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    String style = resource("report.css");
    String script = resource("report.js");
    Markup page = new Markup(out);
    out.append("<!DOCTYPE html>\n");
    page.open("html", "lang", "en").open("head").line();
    page.empty("meta", "charset", "utf-8").line();
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    page.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src "
                + hash(style)
                + "; script-src "
                + hash(script)
                + "; base-uri 'none'; form-action 'none'")
        .line();
    page.empty("meta", "name", "color-scheme", "content", "light dark").line();
    page.empty("meta", "name", "referrer", "content", "no-referrer").line();
    page.element("title", name(audit) + ": " + audit.count(Outcome.FAIL) + " fail - Bulkhead");
    page.line().verbatim("style", style);
    page.close().line().open("body").line();
    head(page, audit);
    filter(page, audit);
    page.open("main").line();
    HtmlFindings findings = new HtmlFindings(page, audit);
    for (Map.Entry<String, List<Finding>> group : Groups.of(audit.findings()).entrySet()) {
      findings.group(group.getKey(), group.getValue());
    }
    page.close().line();
    page.verbatim("script", script);
    page.close().close().line();
  }

  private static String name(AuditResult audit) {
    String name = audit.host().vantage().hostName();
    return name.isEmpty() ? "this host" : name;
  }

  private static void head(Markup page, AuditResult audit) throws IOException {
    page.open("header").element("h1", name(audit)).line();
    page.element("p", HostLine.of(audit.host())).line();
    String numbers =
        audit.numbers().wanted() ? ", section numbers of " + audit.numbers().title() : "";
    page.element(
            "p",
            "Looked at "
                + audit.host().vantage().takenAt()
                + " by Bulkhead "
                + audit.host().vantage().tool()
                + ", profile "
                + audit.profile().word()
                + numbers,
            "class",
            "dim")
        .line();
    for (String note : audit.host().vantage().notes()) {
      page.element("p", note, "class", "note").line();
    }
    for (String note : audit.waived().ignored()) {
      page.element("p", note, "class", "note").line();
    }
    for (var waiver : audit.waived().unused()) {
      page.element("p", WaiverWords.unused(waiver), "class", "note").line();
    }
    if (!audit.fixable().isEmpty()) {
      page.open("p").text("bulkhead plan has changes for ");
      page.element("strong", String.valueOf(audit.fixable().size()));
      page.text(" of the failed checks, marked with \u201cplan\u201d.").close().line();
    }
    page.close().line();
    if (audit.since().isPresent()) {
      since(page, audit.since().get());
    }
  }

  private static void since(Markup page, Comparison since) throws IOException {
    page.open("section", "class", "since");
    page.element("h2", "Since " + since.takenAt());
    page.element(
        "p",
        since.fresh().size()
            + " new, "
            + since.fixed().size()
            + " fixed, "
            + since.same()
            + " as before"
            + (since.otherHost() ? "; the older report is about another host" : ""));
    page.open("ul");
    failures(page, "new", "fail", since.fresh());
    failures(page, "fixed", "pass", since.fixed());
    page.close().close().line();
  }

  private static void failures(
      Markup page, String word, String look, List<Comparison.Failure> failures) throws IOException {
    for (Comparison.Failure failure : failures) {
      page.open("li").element("span", word, "class", "outcome " + look).text(" ");
      page.element("code", failure.check()).text(" ");
      page.text(failure.subject().isEmpty() ? "" : failure.subject() + ": ");
      page.text(failure.title()).close().line();
    }
  }

  /** Counts for everybody; the script turns them into filters. */
  private static void filter(Markup page, AuditResult audit) throws IOException {
    page.open("form", "id", "filter").line();
    page.open("ul", "class", "counts", "aria-label", "checks by outcome").line();
    for (Outcome outcome : Outcome.values()) {
      if (audit.count(outcome) > 0) {
        page.open("li", "data-outcome", outcome.json(), "class", "outcome " + outcome.json());
        page.element("strong", String.valueOf(audit.count(outcome)));
        page.text(" " + words(outcome)).close().line();
      }
    }
    page.close().line();
    page.open("div", "class", "controls", "hidden", "").line();
    page.open("label").text("Search ");
    page.empty("input", "type", "search", "name", "q", "placeholder", "id, object, words").close();
    page.open("label").text(" Severity from ").open("select", "name", "severity");
    for (String word : List.of("info", "low", "medium", "high", "critical")) {
      page.element("option", word, "value", word);
    }
    page.close().close();
    page.open("label", "class", "tick");
    page.empty("input", "type", "checkbox", "name", "fixable").text(" plan can fix").close();
    page.element("button", "Open all", "type", "button", "name", "all");
    page.element("output", "", "aria-live", "polite").close().line();
    page.close().line();
  }

  static String words(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> "fail";
      case UNDETERMINED -> "could not be seen";
      case MANUAL -> "need a person";
      case WAIVED -> "waived";
      case PASS -> "pass";
      case NOT_APPLICABLE -> "do not apply";
    };
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlWriter.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
