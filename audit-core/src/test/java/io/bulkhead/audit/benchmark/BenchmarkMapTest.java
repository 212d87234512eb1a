package io.bulkhead.audit.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.checks.probes.ProbeChecks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
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
          "CLI-001", "CLI-002", "CLI-003", "CLI-011", "CTR-013", "CTR-034", "CTR-035", "CTR-036",
          "CTR-037", "CTR-038", "CTR-039", "CTR-040", "CTR-041", "CTR-042", "CTR-043", "CTR-044",
          "CTR-045", "CTR-046", "CTR-047", "CTR-048", "CTR-049", "CTR-050", "CTR-051", "CTR-052",
          "CTR-053", "CTR-054", "CTR-055", "DMN-005", "DMN-012", "DMN-013", "DMN-014", "DMN-025",
          "DMN-026", "DMN-027", "DMN-028", "DMN-029", "DMN-030", "DMN-031", "DMN-032", "DMN-033",
          "DMN-034", "DMN-035", "DMN-036", "DMN-037", "DMN-038", "DMN-039", "DMN-040", "DMN-041",
          "DMN-042", "DMN-043", "DMN-044", "DMN-045", "DMN-080", "DMN-081", "DMN-082", "DMN-083",
          "DMN-084", "DMN-085", "FIL-020", "FIL-021", "FIL-022", "FIL-023", "FIL-024", "FIL-030",
          "HST-003", "HST-004", "HST-005", "HST-057", "HST-101", "HST-102", "HST-103", "HST-104",
          "HST-105", "HST-106", "HST-107", "HST-108", "HST-109", "IMG-011", "IMG-012", "IMG-013",
          "IMG-014", "IMG-015", "IMG-016", "KRN-001", "KRN-002", "KRN-003", "NET-001", "NET-002",
          "NET-003", "VOL-001", "VOL-002", "VOL-003", "RTL-001", "RTL-002", "RTL-003");

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
    // what the kernel and the host really enforce is beyond the benchmark's sections
    ProbeChecks.ALL.forEach(check -> ids.remove(check.meta().id().value()));
    Set<String> ours = new HashSet<>(UNMAPPED);
    ours.addAll(edition.equals("1.8.0") ? Set.of() : Set.of("DMN-019"));
    assertThat(ids).isEqualTo(ours);
    assertThat(map.edition()).isEqualTo(edition);
  }

  @Test
  void section_5_10_is_not_section_5_1() throws IOException {
    assertThat(edition("1.6.0").sectionsOf(new CheckId("CTR-008"))).containsExactly("5.10");
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
