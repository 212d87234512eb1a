package io.bulkhead.cli.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JunitWriterTest {
  @Test
  void counts_are_those_of_the_cases() throws Exception {
    Element suites = read("web").getDocumentElement();
    assertThat(suites.getTagName()).isEqualTo("testsuites");
    for (Element suite : elements(suites, "testsuite")) {
      assertThat(suite.getAttribute("tests"))
          .isEqualTo(String.valueOf(elements(suite, "testcase").size()));
      assertThat(suite.getAttribute("failures"))
          .isEqualTo(String.valueOf(elements(suite, "failure").size()));
      assertThat(suite.getAttribute("skipped"))
          .isEqualTo(String.valueOf(elements(suite, "skipped").size()));
      assertThat(suite.getAttribute("timestamp"))
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    }
  }

  @Test
  void only_a_pass_looks_passed() throws Exception {
    List<String> passed = new ArrayList<>();
    for (Element test : elements(read("web").getDocumentElement(), "testcase")) {
      if (elements(test, "failure").isEmpty() && elements(test, "skipped").isEmpty()) {
        passed.add(test.getAttribute("name"));
      }
    }
    assertThat(passed).containsExactly("CTR-005 Title of CTR-005");
  }

  @Test
  void a_failure_says_what_was_seen_and_what_to_do() throws Exception {
    Element failure = elements(read("<w&b>").getDocumentElement(), "failure").get(0);
    assertThat(failure.getAttribute("message")).isEqualTo("says <w&b>");
    assertThat(failure.getTextContent())
        .contains(
            "FAIL  container <w&b>: says <w&b>", "/etc/<w&b>  <w&b>", "WAIVER EXPIRED on 2027")
        .contains("By hand: Run `chmod 0600 FILE`.");
  }

  private static Document read(String outside) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    String xml = Written.as(ReportFormat.JUNIT, Written.audit(outside));
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  private static List<Element> elements(Element below, String tag) {
    NodeList nodes = below.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
