package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A container and an image whose every free field is an attack on whoever reads a report: HTML,
 * formulas, escape sequences, text that runs backwards, strings of a megabyte, and secrets.
 */
@RealEngine
class HostileReportsIT {
  private static final String HTML = "<img src=x onerror=\"document.title='taken'\">";
  private static final String EVIL = "=HYPERLINK(\"http://x\")|" + HTML + "\u001b[31m\u202egnp\r\n";
  private static final int MEGABYTE = 1 << 20;
  private static final List<String> FORMS =
      List.of("json", "sarif", "xml", "md", "html", "prom", "csv", "txt");

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() throws IOException {
    engine = EngineUnderTest.up("hostile-reports");
    create();
    // the history of an image tells the command of the container it was made of
    engine.docker("commit", "-m", EVIL, "victim", "evil:1").exits(0);
    engine.docker("create", "--name", "child", "evil:1").exits(0);
    engine.docker("volume", "create", "-o", "type=cifs", "-o", "o=password=hunter2", "share");
    List<String> words = new ArrayList<>(List.of("audit", "--profile", "all"));
    FORMS.forEach(form -> words.addAll(List.of("--out", file(form).toString())));
    Bulkhead.on(engine).now(words.toArray(String[]::new)).exits(0);
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  /** Words of this length fit into no command line. */
  private static void create() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode body = mapper.createObjectNode().put("Image", "busybox:it").put("User", EVIL);
    body.putArray("Cmd").add("sh").add("-c").add(EVIL + " PASS\u200bWORD=hunter2");
    body.putArray("Env")
        .add("BIG=" + "A".repeat(MEGABYTE))
        .add("X" + EVIL + "=1")
        .add("DB_PASS\u001b[0mWORD=hunter2");
    body.putObject("Labels").put(EVIL, EVIL).put("big", "B".repeat(MEGABYTE));
    ObjectNode host = body.putObject("HostConfig").put("CgroupParent", "/" + EVIL);
    host.putArray("GroupAdd").add(EVIL);
    host.putArray("Binds").add("/srv/=1+1" + HTML + "\u202e:/x" + HTML);
    Path file = engine.directory().resolve("create.json");
    mapper.writeValue(file.toFile(), body);
    String answer =
        Run.command(
                "curl",
                "-sS",
                "--unix-socket",
                engine.socket().toString(),
                "-H",
                "Content-Type: application/json",
                "-d",
                "@" + file,
                "http://engine/containers/create?name=victim")
            .text();
    assertThat(answer).contains("\"Id\"");
  }

  private static Path file(String form) {
    return engine.directory().resolve("report." + form);
  }

  private static String report(String form) {
    try {
      return Files.readString(file(form));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void no_form_carries_a_secret_a_control_character_or_a_megabyte() {
    for (String form : FORMS) {
      // lines of CSV end in CR LF (RFC 4180)
      String text = form.equals("csv") ? report(form).replace("\r\n", "\n") : report(form);
      assertThat(text).as(form).doesNotContain("hunter2");
      assertThat(text.replaceAll("[^\\p{Cc}\\p{Cf}]|[\\n\\t]", "")).as(form).isEmpty();
      assertThat(text).as(form).doesNotContain("A".repeat(5000)).doesNotContain("B".repeat(5000));
      assertThat(text.length()).as(form).isBetween(1000, 4 * MEGABYTE);
    }
  }

  @Test
  void the_attack_is_told_where_it_counts_and_is_only_text() throws Exception {
    assertThat(report("html")).doesNotContain("<img").contains("victim");
    // between backquotes it is text
    assertThat(report("md").replaceAll("`[^`\\n]*`", "")).doesNotContain("<img").contains("victim");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file("xml").toFile());
    new ObjectMapper().readTree(file("sarif").toFile());
    Map<?, ?> json = new ObjectMapper().readValue(file("json").toFile(), Map.class);
    assertThat(json.toString()).contains("onerror", "victim", "its arguments: PASSWORD");
    assertThat(report("txt")).contains("\\x1b[31m");
  }

  @Test
  void no_cell_is_a_formula() {
    Matcher cells = Pattern.compile("(?:^|,|\\n)\"((?:[^\"]|\"\")*)\"").matcher(report("csv"));
    int seen = 0;
    while (cells.find()) {
      assertThat(cells.group(1)).doesNotMatch("(?s)[=+@\\t\\r-].*");
      seen++;
    }
    assertThat(seen).isGreaterThan(500);
  }
}
