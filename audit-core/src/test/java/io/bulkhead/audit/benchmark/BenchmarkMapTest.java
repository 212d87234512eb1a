package io.bulkhead.audit.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkMapTest {
  /** Ours alone: no edition of CIS has a section for them. */
  private static final Set<String> UNMAPPED =
      Set.of(
          "HST-003", "HST-004", "HST-005", "HST-056", "HST-057", "HST-058", "DMN-005", "DMN-012",
          "DMN-013", "DMN-014", "DMN-080", "DMN-081", "DMN-082", "DMN-083", "DMN-084", "DMN-085",
          "CLI-001", "CLI-002", "CLI-003", "KRN-001", "KRN-002", "KRN-003");

  @ParameterizedTest
  @ValueSource(strings = {"1.6.0", "1.7.0", "1.8.0"})
  void every_id_exists_and_every_check_is_mapped_or_known_to_be_ours(String edition)
      throws IOException {
    BenchmarkMap map = edition(edition);
    Set<String> ids =
        BuiltInCatalogue.catalogue().checks().stream()
            .map(check -> check.meta().id().value())
            .collect(Collectors.toSet());
    Set<String> mapped = map.checks().stream().map(CheckId::value).collect(Collectors.toSet());
    assertThat(ids).containsAll(mapped);
    ids.removeAll(mapped);
    assertThat(ids).isEqualTo(UNMAPPED);
    assertThat(map.edition()).isEqualTo(edition);
  }

  @Test
  void section_5_10_is_not_section_5_1() throws IOException {
    assertThat(edition("1.6.0").sectionsOf(new CheckId("CTR-008")))
        .containsExactly("5.10", "5.16", "5.17", "5.21", "5.31");
  }

  @Test
  void edition_1_8_0_moves_the_daemon_sections_by_one() throws IOException {
    assertThat(edition("1.7.0").sectionsOf(new CheckId("DMN-003"))).containsExactly("2.15");
    assertThat(edition("1.8.0").sectionsOf(new CheckId("DMN-003"))).containsExactly("2.16");
    assertThat(edition("1.8.0").sectionsOf(new CheckId("DMN-001"))).containsExactly("2.2");
  }

  @Test
  void references_of_the_checks_agree_with_the_map() throws IOException {
    BenchmarkMap map = edition("1.6.0");
    BuiltInCatalogue.catalogue().checks().stream()
        .map(check -> check.meta())
        .forEach(
            meta ->
                assertThat(cited(meta))
                    .as("%s", meta.id())
                    .containsExactlyInAnyOrderElementsOf(map.sectionsOf(meta.id())));
  }

  private static List<String> cited(CheckMeta meta) {
    return meta.references().stream()
        .filter(r -> r.startsWith("CIS "))
        .map(r -> r.split(" ")[1])
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1, 2]",
        "benchmark: a\nedition: \"1\"",
        "benchmark: a\nedition: 1.6\nsections: {}",
        "benchmark: a\nedition: \"1\"\nsections: {5.1: [CTR-001]}",
        "benchmark: a\nedition: \"1\"\nsections: {\"5.1\": CTR-001}",
        "benchmark: a\nedition: \"1\"\nsections: {\"5.1\": [XYZ-1]}",
        "a: !!javax.script.ScriptEngineManager []",
        "a: [",
      })
  void anything_else_is_refused(String yaml) {
    assertThatThrownBy(() -> BenchmarkMap.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
  }

  private static BenchmarkMap edition(String edition) throws IOException {
    String name = "/benchmarks/cis-docker-" + edition + ".yaml";
    try (InputStream in = Objects.requireNonNull(BenchmarkMap.class.getResourceAsStream(name))) {
      return BenchmarkMap.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
