package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Reports, policies and baselines on a real engine, and the page in a real browser. */
@RealEngine
class ReportsIT {
  private static final String HTML = "<img src=x onerror=\"document.title='taken'\">";

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.up("reports");
    privileged("boss");
    engine.sleeper("meek", "-v", engine.directory() + ":/host:ro");
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  @Test
  void one_look_writes_every_form_and_they_agree() throws Exception {
    List<String> words = new ArrayList<>(List.of("audit", "--benchmark", "cis-docker-1.8.0"));
    for (String suffix : List.of("json", "sarif", "xml", "md", "html", "prom", "csv", "txt")) {
      words.addAll(List.of("--out", file("all." + suffix).toString()));
    }
    Bulkhead.on(engine).now(words.toArray(String[]::new)).exits(0);
    JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file("all.json")));
    int fail = json.path("summary").path("fail").asInt();
    assertThat(fail).isPositive();
    Element suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file("all.xml").toFile())
            .getDocumentElement();
    assertThat(suites.getAttribute("failures")).isEqualTo(String.valueOf(fail));
    assertThat(suites.getElementsByTagName("failure").getLength()).isEqualTo(fail);
    assertThat(failingRules()).hasSize(fail);
    assertThat(sum("bulkhead_checks\\{outcome=\"fail\",[^}]*} (\\d+)")).isEqualTo(fail);
    assertThat(Files.readString(file("all.md"))).contains("CTR-002", "boss", "5.5");
    assertThat(Files.readString(file("all.csv"))).contains("\"CTR-002\",\"5.5\"");
    assertThat(Files.readString(file("all.txt"))).contains("[5.5]", " fail (");
  }

  @Test
  void the_page_works_in_a_browser_and_runs_nothing_but_its_own_script() throws IOException {
    Path page = planted();
    String all = dom(page, "");
    assertThat(shown(all)).hasSizeGreaterThan(40).contains("CTR-002", "DMN-001");
    assertThat(all).contains(" checks shown", "<h1>&lt;img src=x").doesNotContain("<img");
    assertThat(all).doesNotContain("<title>taken");
    assertThat(shown(dom(page, "#severity=critical")))
        .contains("CTR-002")
        .doesNotContain("DMN-001");
    assertThat(shown(dom(page, "#q=boss+privileged&hide=pass"))).contains("CTR-002");
    assertThat(shown(dom(page, "#q=no-such-word-anywhere"))).isEmpty();
    assertThat(dom(page, "#CTR-002")).containsPattern("id=\"CTR-002\"[^>]* open");
  }

  @Test
  void the_page_is_light_or_dark_as_the_reader_wants() throws IOException {
    Path page = page("colours.html");
    assertThat(background(page, "1")).isEqualTo(new Color(0xfb, 0xfb, 0xfa));
    assertThat(background(page, "0")).isEqualTo(new Color(0x14, 0x17, 0x1a));
  }

  @Test
  void a_policy_of_the_host_as_it_is_fails_nothing_until_something_is_added() {
    Path policy = file("policy.yaml");
    Bulkhead.on(engine).now("policy", "init", "--out", policy.toString()).exits(0);
    Bulkhead.on(engine).now("policy", "check", policy.toString()).exits(0);
    String[] gate = {"audit", "--policy", policy.toString(), "--exit-code"};
    Ran calm = Bulkhead.on(engine).now(gate).exits(0);
    assertThat(calm.out()).contains(" 0 fail,", "are waived");
    assertThat(Bulkhead.on(engine).now("plan", "--policy", policy.toString()).exits(0).out())
        .contains("nothing to change");
    privileged("fresh");
    try {
      Ran found = Bulkhead.on(engine).now(gate).exits(2);
      assertThat(found.out()).contains("container fresh (created): ", "container boss (created): ");
      assertThat(found.out()).containsPattern("FAIL +CTR-002");
    } finally {
      engine.docker("rm", "-f", "fresh");
    }
  }

  @Test
  void a_label_waives_only_where_the_policy_lets_it() throws IOException {
    privileged(
        "labelled",
        "--label=io.bulkhead.waive=CTR-002",
        "--label=io.bulkhead.waive.reason=builds images",
        "--label=io.bulkhead.waive.owner=ci",
        "--label=io.bulkhead.waive.expires=2099-12-31");
    try {
      Ran without = Bulkhead.on(engine).now("audit", "--only", "CTR-002").exits(0);
      assertThat(without.out())
          .contains("the labels of container labelled ask for a waiver, which the policy does not")
          .contains("container labelled (created): ");
      Path policy = file("labels.yaml");
      Files.writeString(policy, "bulkhead-policy: 1\nlabel-waivers: true\n");
      Ran with =
          Bulkhead.on(engine).now("audit", "--only", "CTR-002", "--policy", policy.toString());
      assertThat(with.exits(0).out()).contains("waived until 2099-12-31 by ci: builds images");
    } finally {
      engine.docker("rm", "-f", "labelled");
    }
  }

  @Test
  void only_what_is_new_since_a_baseline_fails() {
    String old = file("old.json").toString();
    Bulkhead.on(engine).now("audit", "--out", old).exits(0);
    String[] gate = {"audit", "--baseline", old, "--fail-on", "high"};
    assertThat(Bulkhead.on(engine).now(gate).exits(0).out()).contains(": 0 new, ");
    privileged("later");
    try {
      assertThat(Bulkhead.on(engine).now(gate).exits(2).out())
          .contains("new     CTR-002   container later: ");
    } finally {
      engine.docker("rm", "-f", "later");
    }
  }

  @Test
  void without_an_engine_and_without_rights_every_form_is_written_and_nothing_looks_passed() {
    for (String format : List.of("text", "json", "sarif", "junit", "markdown", "html", "csv")) {
      Ran ran = Bulkhead.asNobody().now("audit", "-H", "unix:///nowhere.sock", "--format", format);
      assertThat(ran.exits(0).out()).as(format).contains("CTR-002");
    }
    Ran junit =
        Bulkhead.asNobody()
            .now("audit", "-H", engine.host(), "--only", "CTR-*", "--format", "junit");
    assertThat(junit.exits(0).out()).contains("skipped=").doesNotContain("skipped=\"0\"");
  }

  @Test
  void the_document_of_the_checks_is_that_of_this_build() throws IOException {
    String written = Bulkhead.plain().now("checks", "--format", "markdown").exits(0).out();
    assertThat(Files.readString(Machine.CHECKOUT.resolve("docs/checks.md")))
        .as("stale; run: ./bulkhead checks --format markdown >docs/checks.md")
        .isEqualTo(written);
  }

  /** Created only: not every machine lets one start. */
  private static void privileged(String name, String... options) {
    List<String> words = new ArrayList<>(List.of("create", "--privileged", "--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox:it", "true"));
    engine.docker(words.toArray(String[]::new)).exits(0);
  }

  private static Path file(String name) {
    return engine.directory().resolve(name);
  }

  private static Path page(String name) {
    Path page = file(name);
    Bulkhead.on(engine).now("audit", "--out", page.toString()).exits(0);
    return page;
  }

  /** A page about a host whose name is an attack. */
  private static Path planted() throws IOException {
    Path seen = file("seen.json");
    Bulkhead.on(engine).now("snapshot", "-o", seen.toString()).exits(0);
    String name = new ObjectMapper().writeValueAsString(HTML);
    String text = Files.readString(seen);
    String changed =
        text.replaceFirst(
            "\"hostName\" ?: ?\"[^\"]*\"", Matcher.quoteReplacement("\"hostName\":" + name));
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(seen, changed);
    Path page = file("page.html");
    Bulkhead.plain().now("audit", "--snapshot", seen.toString(), "--out", page.toString()).exits(0);
    return page;
  }

  private static List<String> failingRules() throws IOException {
    JsonNode results =
        new ObjectMapper()
            .readTree(Files.readAllBytes(file("all.sarif")))
            .path("runs")
            .get(0)
            .path("results");
    List<String> rules = new ArrayList<>();
    for (JsonNode result : results) {
      String rule = result.path("ruleId").asText();
      if (result.path("kind").asText().equals("fail") && !rules.contains(rule)) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private static int sum(String expression) throws IOException {
    Matcher matcher = Pattern.compile(expression).matcher(Files.readString(file("all.prom")));
    int sum = 0;
    while (matcher.find()) {
      sum += Integer.parseInt(matcher.group(1));
    }
    return sum;
  }

  /** The page after its script has run. */
  private static String dom(Path page, String fragment) {
    return chromium("--dump-dom", "--virtual-time-budget=3000", page.toUri() + fragment);
  }

  /** The ids of the findings that are not hidden. */
  private static List<String> shown(String dom) {
    Matcher matcher = Pattern.compile("<details class=\"finding\" id=\"([^\"]+)\"").matcher(dom);
    List<String> shown = new ArrayList<>();
    while (matcher.find()) {
      shown.add(matcher.group(1));
    }
    return shown;
  }

  /** The colour in the corner, for a reader who prefers light (1) or dark (0). */
  private static Color background(Path page, String scheme) throws IOException {
    Path picture = Path.of(page + "-" + scheme + ".png");
    chromium(
        "--blink-settings=preferredColorScheme=" + scheme,
        "--window-size=900,1200",
        "--screenshot=" + picture,
        page.toUri().toString());
    return new Color(ImageIO.read(picture.toFile()).getRGB(3, 3));
  }

  private static String chromium(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + file("browser-" + System.nanoTime())));
    command.addAll(List.of(words));
    return Run.command(command).now().exits(0).out();
  }
}
