package io.bulkhead.daemon.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  private static final EngineVersion OLD = new EngineVersion(20, 10, 24);
  private static final EngineVersion NEW = new EngineVersion(29, 7, 2);

  private static Option option(String key) {
    return Options.key(key).orElseThrow();
  }

  @Test
  void every_row_is_whole_and_keys_are_unique_and_sorted() {
    assertThat(Options.all()).hasSize(98);
    assertThat(Options.all()).extracting(Option::key).doesNotHaveDuplicates().isSorted();
    assertThat(Options.all())
        .allSatisfy(
            o -> {
              assertThat(EngineVersion.of(o.since())).as(o.key()).isPresent();
              assertThat(o.removed().isEmpty() || EngineVersion.of(o.removed()).isPresent())
                  .as(o.key())
                  .isTrue();
              assertThat(o.removed().isEmpty() || !o.advice().isEmpty()).as(o.key()).isTrue();
              assertThat(o.defaultValue(NEW)).as(o.key()).isNotNull();
            });
    assertThat(Options.all().stream().map(Option::flag).filter(f -> !f.isEmpty()))
        .doesNotHaveDuplicates();
    assertThat(Options.all().stream().map(Option::shortFlag).filter(f -> !f.isEmpty()))
        .containsExactlyInAnyOrder("b", "D", "g", "G", "H", "l", "p", "s");
  }

  @Test
  void defaults_have_the_type_of_their_key_and_follow_the_version() {
    assertThat(option("ip6tables").defaultValue(OLD)).isEqualTo(ConfigValue.of(false));
    assertThat(option("ip6tables").defaultValue(new EngineVersion(26, 1, 5)))
        .isEqualTo(ConfigValue.of(false));
    assertThat(option("ip6tables").defaultValue(NEW)).isEqualTo(ConfigValue.of(true));
    assertThat(option("icc").defaultValue(OLD)).isEqualTo(ConfigValue.of(true));
    assertThat(option("mtu").defaultValue(OLD)).isEqualTo(ConfigValue.of(1500));
    assertThat(option("dns").defaultValue(OLD)).isEqualTo(ConfigValue.of(List.of()));
    assertThat(option("cdi-spec-dirs").defaultValue(NEW))
        .isEqualTo(ConfigValue.of(List.of("/etc/cdi", "/var/run/cdi")));
    assertThat(option("min-api-version").defaultValue(new EngineVersion(29, 1, 0)).text())
        .isEqualTo("1.44");
    assertThat(option("min-api-version").defaultValue(NEW).text()).isEqualTo("1.40");
  }

  @Test
  void keys_come_and_go_with_versions() {
    assertThat(Options.forVersion("20.10.24+dfsg1"))
        .extracting(Option::key)
        .contains("graph", "cluster-store", "icc")
        .doesNotContain("proxies", "log-format", "default-network-opts");
    assertThat(Options.forVersion("26.1.5"))
        .extracting(Option::key)
        .contains("proxies", "cdi-spec-dirs", "api-cors-header")
        .doesNotContain("graph", "oom-score-adjust", "bip6");
    assertThat(Options.forVersion("")).isEqualTo(Options.forVersion("29.7.2"));
    assertThat(option("allow-nondistributable-artifacts").ignored(NEW)).isTrue();
  }

  @Test
  void reload_is_known_for_what_remedies_touch() {
    assertThat(option("live-restore").reload()).isEqualTo(Option.Reload.KEEPS);
    assertThat(option("authorization-plugins").reload()).isEqualTo(Option.Reload.RESETS);
    assertThat(List.of("icc", "userland-proxy", "no-new-privileges", "log-driver", "log-opts"))
        .noneMatch(key -> option(key).reloadable());
  }

  @Test
  void a_misspelt_name_finds_its_neighbour() {
    assertThat(Options.nearest("live_restore", NEW)).contains("live-restore");
    assertThat(Options.nearest("ICC", NEW)).contains("icc");
    assertThat(Options.nearest("insecure-registrys", NEW)).contains("insecure-registries");
    assertThat(Options.nearest("default-ulimit", NEW)).contains("default-ulimits");
    assertThat(Options.nearest("lable", NEW)).contains("labels");
    assertThat(Options.nearest("log-dirver", NEW)).contains("log-driver");
    assertThat(Options.nearest("favourite-colour", NEW)).isEmpty();
  }

  @Test
  void versions_of_distributions_are_understood() {
    assertThat(EngineVersion.of("20.10.24+dfsg1")).contains(OLD);
    assertThat(EngineVersion.of("26.1")).contains(new EngineVersion(26, 1, 0));
    assertThat(EngineVersion.of("v29.0.0-rc.1")).contains(new EngineVersion(29, 0, 0));
    assertThat(EngineVersion.of("dev")).isEmpty();
    assertThat(EngineVersion.of("29")).isEmpty();
    assertThat(EngineVersion.of("")).isEmpty();
    assertThat(new EngineVersion(17, 6, 0).line()).isEqualTo("17.06");
    assertThat(OLD).isLessThan(new EngineVersion(20, 10, 100));
  }

  /** Complete in both directions: nothing an engine takes is missing, nothing is made up. */
  @ParameterizedTest
  @ValueSource(strings = {"20.10", "23.0", "24.0", "25.0", "26.1", "27.5", "28.5", "29.7"})
  void the_catalogue_has_every_name_that_a_release_line_takes(String line) throws IOException {
    EngineVersion version = EngineVersion.of(line + ".99").orElseThrow();
    Set<String> taken = new TreeSet<>(names(line));
    Set<String> ours = new TreeSet<>();
    Options.all().stream().map(Option::key).forEach(ours::add);
    Options.spellings().stream().map(Spelling::name).forEach(ours::add);
    ours.removeIf(name -> !Options.accepted(name, version));
    assertThat(ours).isEqualTo(taken);
  }

  private static List<String> names(String line) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OptionsTest.class.getResourceAsStream("accepted-keys.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> l.startsWith(line + "\t"))
          .flatMap(l -> List.of(l.split("\t")[1].split(" ")).stream())
          .toList();
    }
  }
}
