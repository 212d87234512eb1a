package io.bulkhead.cli.formats;

import com.fasterxml.jackson.core.JsonGenerator;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.WaiverWords;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Findings as the results of a SARIF run. */
final class SarifResults {
  /** The file system that paths are relative to. */
  static final String ROOT = "HOST";

  private static final Pattern PATH =
      Pattern.compile("(/etc/[^\\s:]+|/usr/[^\\s:]+)(?::(\\d{1,7}))?");

  private final JsonGenerator json;
  private final AuditResult audit;

  SarifResults(JsonGenerator json, AuditResult audit) {
    this.json = json;
    this.audit = audit;
  }

  void write(Finding finding, int ruleIndex) throws IOException {
    Outcome whole = finding.verdict().outcome();
    if (whole == Outcome.PASS || whole == Outcome.NOT_APPLICABLE) {
      Ground first = finding.verdict().with(whole).get(0);
      write(finding, ruleIndex, first.about(""));
      return;
    }
    for (Ground ground : finding.verdict().grounds()) {
      if (ground.outcome() != Outcome.PASS && ground.outcome() != Outcome.NOT_APPLICABLE) {
        write(finding, ruleIndex, ground);
      }
    }
  }

  private void write(Finding finding, int ruleIndex, Ground ground) throws IOException {
    boolean fails = ground.outcome() == Outcome.FAIL || ground.outcome() == Outcome.WAIVED;
    json.writeStartObject();
    json.writeStringField("ruleId", finding.check().id().value());
    json.writeNumberField("ruleIndex", ruleIndex);
    json.writeStringField("kind", kind(ground.outcome()));
    json.writeStringField("level", fails ? SarifRules.level(finding.check().severity()) : "none");
    json.writeObjectFieldStart("message");
    json.writeStringField("text", message(ground));
    json.writeEndObject();
    locations(ground);
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("bulkhead/v1", fingerprint(finding, ground));
    json.writeEndObject();
    if (audit.since().isPresent()) {
      boolean fresh = fails && audit.since().get().isNew(finding, ground);
      json.writeStringField("baselineState", fresh ? "new" : "unchanged");
    }
    suppressions(ground);
    json.writeEndObject();
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case FAIL, WAIVED -> "fail";
      case UNDETERMINED -> "open";
      case MANUAL -> "review";
      case PASS -> "pass";
      case NOT_APPLICABLE -> "notApplicable";
    };
  }

  private static String message(Ground ground) {
    StringBuilder text = new StringBuilder(Text.sentence(ground));
    for (Evidence evidence : ground.evidence()) {
      text.append("\n").append(Text.of(evidence.source())).append("  ");
      text.append(Text.of(evidence.said()));
    }
    return text.toString();
  }

  /**
   * The object judged, and the first configuration or program file among the evidence. Code
   * scanning services refuse results without an artifact, so without such a file the object itself
   * is one: {@code container/web}.
   */
  private void locations(Ground ground) throws IOException {
    Optional<Matcher> file =
        ground.evidence().stream()
            .map(e -> PATH.matcher(e.source()))
            .filter(Matcher::lookingAt)
            .findFirst();
    String subject = ground.subject().isEmpty() ? "host" : Text.of(ground.lastingSubject());
    String line = file.map(f -> f.group(2)).orElse(null);
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    if (file.isPresent()) {
      json.writeStringField("uri", uri(file.get().group(1)));
      json.writeStringField("uriBaseId", ROOT);
    } else {
      json.writeStringField("uri", uri("/" + subject.replace(' ', '/')));
    }
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", line == null ? 1 : Math.max(1, Integer.parseInt(line)));
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("fullyQualifiedName", subject);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, Text.of(path).replaceAll("/{2,}", "/"), null)
          .toASCIIString()
          .substring(1);
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String fingerprint(Finding finding, Ground ground) {
    String what = finding.check().id() + "\n" + ground.lastingSubject();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Always there: a run has suppressions for all of its results or for none. */
  private void suppressions(Ground ground) throws IOException {
    json.writeArrayFieldStart("suppressions");
    if (ground.waiver().isPresent()) {
      Waiver waiver = ground.waiver().get();
      boolean holds = ground.outcome() == Outcome.WAIVED;
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeStringField("status", holds ? "accepted" : "rejected");
      json.writeStringField("justification", Text.of(WaiverWords.of(ground, waiver)));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
