package io.bulkhead.cli.formats;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.cli.report.AuditResult;
import io.bulkhead.cli.report.Groups;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Checks as test cases, in the XML that GitLab and Jenkins read: a suite per group, a case per
 * check. What fails is a failure; what could not be seen, needs a person or is waived is skipped
 * with the reason, so that it never looks passed.
 */
final class JunitWriter implements ReportWriter {
  @Override
  public void write(AuditResult audit, Writer out) throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeAttribute("name", "bulkhead audit of " + Text.of(name(audit)));
      counts(xml, audit.findings());
      for (Map.Entry<String, List<Finding>> group : Groups.of(audit.findings()).entrySet()) {
        suite(xml, audit, group.getKey(), group.getValue());
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static String name(AuditResult audit) {
    return audit.host().vantage().hostName();
  }

  private static void counts(XMLStreamWriter xml, List<Finding> findings)
      throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(findings.size()));
    xml.writeAttribute(
        "failures", String.valueOf(findings.stream().filter(f -> f.failed()).count()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute(
        "skipped", String.valueOf(findings.stream().filter(f -> skipped(f)).count()));
    xml.writeAttribute("time", "0");
  }

  private static boolean skipped(Finding finding) {
    return !finding.failed() && finding.verdict().outcome() != Outcome.PASS;
  }

  private static void suite(
      XMLStreamWriter xml, AuditResult audit, String group, List<Finding> findings)
      throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", Groups.title(group));
    counts(xml, findings);
    xml.writeAttribute("timestamp", Text.of(audit.host().vantage().takenAt()).replace("Z", ""));
    xml.writeAttribute("hostname", Text.of(name(audit)));
    for (Finding finding : findings) {
      testCase(xml, audit, group, finding);
    }
    xml.writeCharacters("\n  ");
    xml.writeEndElement();
  }

  private static void testCase(
      XMLStreamWriter xml, AuditResult audit, String group, Finding finding)
      throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute(
        "name", audit.numbers().label(finding.check().id()) + " " + finding.check().title());
    xml.writeAttribute(
        "classname", "bulkhead." + Groups.title(group).toLowerCase(java.util.Locale.ROOT));
    xml.writeAttribute("time", "0");
    if (finding.failed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", finding.check().severity().word());
      xml.writeAttribute("message", Text.of(finding.verdict().says()));
      xml.writeCharacters(details(finding));
      xml.writeEndElement();
    } else if (skipped(finding)) {
      xml.writeStartElement("skipped");
      xml.writeAttribute(
          "message", finding.verdict().outcome().word() + ": " + Text.of(finding.verdict().says()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String details(Finding finding) {
    StringBuilder text = new StringBuilder();
    for (Ground ground : finding.verdict().grounds()) {
      if (ground.outcome() == Outcome.PASS || ground.outcome() == Outcome.NOT_APPLICABLE) {
        continue;
      }
      text.append('\n').append(ground.outcome().word()).append("  ").append(Text.sentence(ground));
      for (Evidence evidence : ground.evidence()) {
        text.append("\n      ").append(Text.of(evidence.source()));
        text.append("  ").append(Text.of(evidence.said()));
      }
    }
    return text.append("\n\nWhy: ")
        .append(finding.check().because())
        .append("\nBy hand: ")
        .append(finding.check().advice())
        .append("\n")
        .toString();
  }
}
