package io.bulkhead.kernel.probes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.bulkhead.kernel.probes.KernelCase.Difference;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Puts every probe to truth cases: those of this module, or those of another directory with {@code
 * -Dbulkhead.cases=DIR}. With {@code -Dbulkhead.cases.values=report} only verdicts decide; values
 * that differ are printed.
 */
class KernelCasesTest {
  @Test
  void every_probe_says_what_the_cases_expect() throws Exception {
    boolean strict = !"report".equals(System.getProperty("bulkhead.cases.values", ""));
    List<String> failed = new ArrayList<>();
    List<Path> files = cases();
    int verdicts = 0;
    int values = 0;
    int expected = 0;
    for (Path file : files) {
      KernelCase one = read(file, failed);
      expected += one.json().path("expect").size();
      List<String> lines = new ArrayList<>();
      for (Difference d : differences(one)) {
        verdicts += d.value() ? 0 : 1;
        values += d.value() ? 1 : 0;
        String line = "  " + (d.value() ? "value   " : "verdict ") + d.probe() + ": " + d.text();
        lines.add(line);
        if (strict || !d.value()) {
          failed.add(one.name() + line);
        }
      }
      if (!lines.isEmpty()) {
        System.out.println(one.name() + ": " + one.json().path("title").asText(""));
        lines.forEach(System.out::println);
      }
    }
    System.out.printf(
        "%d cases, %d expectations: %d verdicts and %d values differ%n",
        files.size(), expected, verdicts, values);
    assertThat(files).isNotEmpty();
    assertThat(failed).isEmpty();
  }

  private static KernelCase read(Path file, List<String> failed) {
    try {
      return KernelCase.read(file);
    } catch (RuntimeException e) {
      System.out.println(e.getMessage());
      failed.add(e.getMessage());
      return new KernelCase(file.getFileName().toString(), MissingNode.getInstance());
    }
  }

  /** A case that cannot be put is a difference, and must not hide the others. */
  private static List<Difference> differences(KernelCase one) {
    try {
      return one.differences();
    } catch (RuntimeException e) {
      return List.of(new Difference("(the case itself)", false, e.toString()));
    }
  }

  private static List<Path> cases() throws IOException, URISyntaxException {
    String named = System.getProperty("bulkhead.cases", "");
    Path directory =
        named.isEmpty()
            ? Path.of(KernelCasesTest.class.getResource("/kernel-cases").toURI())
            : Path.of(named);
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }
}
