package io.bulkhead.remediate.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction.Kind;
import io.bulkhead.remediate.Proposal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingRemediesTest {
  private static final String FILE = "/etc/docker/daemon.json";

  private static List<Proposal> propose(String id, EngineSample engine, DaemonSample daemon) {
    HostSnapshot host = Samples.host(engine, daemon).build();
    Verdict verdict = BuiltInCatalogue.catalogue().find(new CheckId(id)).orElseThrow().judge(host);
    return Remedies.all().stream()
        .filter(r -> r.cures().value().equals(id))
        .findFirst()
        .orElseThrow()
        .propose(host, verdict);
  }

  private static Proposal.Fix fix(String id, DaemonSample daemon) {
    List<Proposal> all = propose(id, EngineSample.debian13(), daemon);
    assertThat(all).hasSize(1);
    assertThat(all.get(0)).isInstanceOf(Proposal.Fix.class);
    return (Proposal.Fix) all.get(0);
  }

  private static ConfigValue items(String... values) {
    return ConfigValue.of(List.of(values));
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        Arguments.of("DMN-016", "iptables", ConfigValue.of(false), "true", Kind.RESTART),
        Arguments.of(
            "DMN-017",
            "insecure-registries",
            items("localhost:5000", "r.x"),
            "[\"localhost:5000\"]",
            Kind.RELOAD),
        Arguments.of("DMN-020", "cgroup-parent", ConfigValue.of("/x"), "null", Kind.RESTART),
        Arguments.of("DMN-024", "experimental", ConfigValue.of(true), "false", Kind.RESTART),
        Arguments.of(
            "DMN-028",
            "metrics-addr",
            ConfigValue.of("0.0.0.0:9323"),
            "\"127.0.0.1:9323\"",
            Kind.RESTART),
        Arguments.of("DMN-029", "network-diagnostic-port", ConfigValue.of(99), "0", Kind.RESTART),
        Arguments.of(
            "DMN-032",
            "default-ipc-mode",
            ConfigValue.of("shareable"),
            "\"private\"",
            Kind.RESTART),
        Arguments.of("DMN-037", "api-cors-header", ConfigValue.of("*"), "null", Kind.RESTART),
        Arguments.of(
            "DMN-011", "seccomp-profile", ConfigValue.of("unconfined"), "null", Kind.RESTART));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("edits")
  void one_edit_of_the_file_puts_the_setting_right(
      String id, String key, ConfigValue bad, String after, Kind kind) {
    Proposal.Fix fix = fix(id, DaemonSample.systemd().set(key, bad));
    assertThat(fix.edits()).hasSize(1);
    Edit.Key edit = (Edit.Key) fix.edits().get(0);
    assertThat(edit.target()).isEqualTo(FILE);
    assertThat(edit.path()).containsExactly(key);
    assertThat(String.valueOf(edit.after())).isEqualTo(after);
    assertThat(fix.engine()).isEqualTo(kind);
  }

  @Test
  void what_touches_the_hosts_packet_filter_says_so() {
    assertThat(
            fix("DMN-016", DaemonSample.systemd().set("iptables", ConfigValue.of(false))).access())
        .isEqualTo(Access.NETWORK);
    assertThat(fix("DMN-001", DaemonSample.systemd()).access()).isEqualTo(Access.NONE);
  }

  @Test
  void a_key_that_a_flag_gives_goes_with_the_flag() {
    Proposal.Fix fix =
        fix("DMN-020", DaemonSample.systemd().flag("cgroup-parent", "--cgroup-parent", text("/x")));
    assertThat(fix.edits())
        .containsExactly(
            new Edit.Flag("", "docker.service", "cgroup-parent", "--cgroup-parent", false));
  }

  @Test
  void no_reload_where_it_would_drop_an_authorization_plugin() {
    DaemonSample daemon = DaemonSample.systemd().set("insecure-registries", items("r.x:5000"));
    EngineSample listed = EngineSample.debian13().authorizationPlugins("opa");
    assertThat(((Proposal.Fix) propose("DMN-017", listed, daemon).get(0)).engine())
        .as("its key was taken out of the file since the start")
        .isEqualTo(Kind.RESTART);
    daemon.set("authorization-plugins", items("opa"));
    assertThat(((Proposal.Fix) propose("DMN-017", listed, daemon).get(0)).engine())
        .isEqualTo(Kind.RELOAD);
  }

  @Test
  void debug_and_level_are_two_decisions() {
    DaemonSample both =
        DaemonSample.systemd().set("debug", ConfigValue.of(true)).set("log-level", text("debug"));
    List<Proposal> proposals = propose("DMN-015", EngineSample.debian13(), both);
    assertThat(proposals).hasSize(2);
    assertThat(proposals)
        .extracting(p -> ((Proposal.Fix) p).engine())
        .containsExactly(Kind.RELOAD, Kind.RESTART);
  }

  @Test
  void the_rest_of_the_builders_settings_stays() {
    ConfigValue builder =
        new ConfigValue.Table(
            Map.of(
                "gc",
                new ConfigValue.Table(Map.of("enabled", ConfigValue.of(true))),
                "entitlements",
                new ConfigValue.Table(Map.of("security-insecure", ConfigValue.of(true)))));
    Proposal.Fix fix = fix("DMN-042", DaemonSample.systemd().set("builder", builder));
    assertThat(((Edit.Key) fix.edits().get(0)).path())
        .containsExactly("builder", "entitlements", "security-insecure");
  }

  @Test
  void the_key_that_stops_the_engine_is_taken_away_although_nothing_else_may_be_edited() {
    Daemon.Problem stops =
        new Daemon.Problem(FILE + ":2:3", "disable-legacy-registry", "stops", "gone", "remove it");
    Proposal.Fix fix = fix("DMN-025", DaemonSample.systemd().problem(stops));
    assertThat(((Edit.Key) fix.edits().get(0)).path()).containsExactly("disable-legacy-registry");
    assertThat(fix.engine()).isEqualTo(Kind.NONE);
    Daemon.Problem other = new Daemon.Problem(FILE + ":3:3", "x", "stops", "gone", "remove it");
    assertThat(
            propose("DMN-025", EngineSample.debian13(), DaemonSample.systemd().problem(other))
                .get(0))
        .isInstanceOf(Proposal.Manual.class);
  }

  @Test
  void experimental_stays_where_ipv6_is_filtered_with_it() {
    DaemonSample daemon =
        DaemonSample.systemd()
            .set("experimental", ConfigValue.of(true))
            .set("ip6tables", ConfigValue.of(true));
    assertThat(propose("DMN-024", EngineSample.debian13(), daemon).get(0))
        .isInstanceOfSatisfying(
            Proposal.Manual.class, m -> assertThat(m.why()).contains("ip6tables"));
  }

  @Test
  void containers_from_an_insecure_registry_are_named() {
    HostSnapshot host =
        Samples.host(
                EngineSample.debian13()
                    .containers(ContainerSample.running("app", 4001).image("r.x:5000/app:1")),
                DaemonSample.systemd().set("insecure-registries", items("r.x:5000")))
            .build();
    Proposal.Fix fix =
        (Proposal.Fix)
            Remedies.all().stream()
                .filter(r -> r.cures().value().equals("DMN-017"))
                .findFirst()
                .orElseThrow()
                .propose(host, Verdict.fail("x"))
                .get(0);
    assertThat(fix.affected()).containsExactly("come from such a registry: app");
  }

  private static ConfigValue text(String value) {
    return ConfigValue.of(value);
  }
}
