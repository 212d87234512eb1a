package io.bulkhead.audit.checks.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingRowsTest {
  private static Judging judge(String id, DaemonSample daemon) {
    return Judging.of(id, Samples.host(EngineSample.debian13(), daemon));
  }

  private static ConfigValue items(String... values) {
    return ConfigValue.of(List.of(values));
  }

  private static ConfigValue builder(boolean insecure) {
    return new ConfigValue.Table(
        Map.of(
            "entitlements",
            new ConfigValue.Table(Map.of("security-insecure", ConfigValue.of(insecure)))));
  }

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of("DMN-016", "iptables", ConfigValue.of(true), ConfigValue.of(false)),
        Arguments.of("DMN-017", "insecure-registries", items("127.0.0.5:80"), items("r.x:5000")),
        Arguments.of("DMN-017", "insecure-registries", items(), items("10.0.0.0/8")),
        Arguments.of("DMN-017", "insecure-registries", items("localhost:5000"), items("127.x.y")),
        Arguments.of("DMN-020", "cgroup-parent", ConfigValue.of(""), ConfigValue.of("/mine")),
        Arguments.of("DMN-024", "experimental", ConfigValue.of(false), ConfigValue.of(true)),
        Arguments.of("DMN-028", "metrics-addr", ConfigValue.of(""), ConfigValue.of("0.0.0.0:9323")),
        Arguments.of(
            "DMN-028",
            "metrics-addr",
            ConfigValue.of("127.0.0.1:9323"),
            ConfigValue.of("127.0.0.1.evil.example:9323")),
        Arguments.of("DMN-029", "network-diagnostic-port", ConfigValue.of(0), ConfigValue.of(2000)),
        Arguments.of(
            "DMN-030",
            "registry-mirrors",
            items("https://m.example"),
            items("https://m.example", "http://m.example")),
        Arguments.of(
            "DMN-032", "default-ipc-mode", ConfigValue.of("private"), ConfigValue.of("shareable")),
        Arguments.of(
            "DMN-033", "default-cgroupns-mode", ConfigValue.of("private"), ConfigValue.of("host")),
        Arguments.of("DMN-034", "ip", ConfigValue.of("127.0.0.1"), ConfigValue.of("0.0.0.0")),
        Arguments.of("DMN-037", "api-cors-header", ConfigValue.of(""), ConfigValue.of("*")),
        Arguments.of("DMN-042", "builder", builder(false), builder(true)));
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @MethodSource("rows")
  void a_value_is_judged_as_it_is_in_effect(
      String id, String key, ConfigValue good, ConfigValue bad) {
    judge(id, DaemonSample.systemd().set(key, good)).passes(says(key, good));
    String expected = judge(id, DaemonSample.systemd().set(key, bad)).verdict().says();
    judge(id, DaemonSample.systemd().set(key, bad)).fails(expected);
    Reading<ConfigValue> hidden = Reading.unreadable(Origin.observed("/proc/812"), "denied");
    judge(id, DaemonSample.systemd().set(key, good).running(key, hidden))
        .isUndetermined("could not read /proc/812: denied");
    judge(id, DaemonSample.systemd().set(key, good).running(key, assumed(good)))
        .isUndetermined(
            key + " was not seen: only assumed to be " + good + ", nothing confirms it");
    Verdict lost =
        judge(id, DaemonSample.systemd().set(key, bad).running(key, assumed(good))).verdict();
    assertThat(lost.outcome()).isEqualTo(Outcome.FAIL);
    assertThat(lost.says()).contains(" at the next start");
    Judging.of(id, Samples.withoutDocker()).isNotApplicable("no Docker Engine was found here");
  }

  private static Reading<ConfigValue> assumed(ConfigValue value) {
    return Reading.present(value, Origin.assumed("the file, changed after the engine started"));
  }

  private static String says(String key, ConfigValue value) {
    String text = value.text();
    return key + (text.isEmpty() || text.equals("[]") ? " is not set" : " is " + text);
  }

  @Test
  void what_a_version_does_not_have_does_not_apply() {
    judge("DMN-037", DaemonSample.systemd().version("29.7.2").without("api-cors-header"))
        .isNotApplicable("Docker Engine 29.7.2 has no setting api-cors-header");
  }

  @Test
  void the_sites_policy_allows_registries_and_parents() {
    DaemonSample daemon =
        DaemonSample.systemd()
            .set("insecure-registries", items("r.example:5000"))
            .set("cgroup-parent", ConfigValue.of("web.slice"));
    Policy policy =
        Policy.DEFAULT
            .with(EngineValues.INSECURE_REGISTRIES, List.of("r.example:*"))
            .with(EngineValues.CGROUP_PARENTS, List.of("web.slice"));
    Judging.of("DMN-017", Samples.host(EngineSample.debian13(), daemon), policy)
        .passes("insecure-registries is [\"r.example:5000\"]");
    Judging.of("DMN-020", Samples.host(EngineSample.debian13(), daemon), policy)
        .passes("cgroup-parent is web.slice");
  }

  @Test
  void the_log_must_say_neither_too_much_nor_too_little() {
    DaemonSample good =
        DaemonSample.systemd()
            .set("debug", ConfigValue.of(false))
            .set("log-level", ConfigValue.of("info"));
    judge("DMN-015", good).passes("is false");
    judge("DMN-015", good.set("debug", ConfigValue.of(true))).fails("is true, false expected");
    judge("DMN-015", good.set("debug", ConfigValue.of(false)).set("log-level", text("error")))
        .fails("is error, info expected: it says too little");
    judge("DMN-015", good.set("log-level", text("trace")))
        .fails("is trace, info expected: it says too much");
    judge(
            "DMN-015",
            DaemonSample.systemd().without("log-level").set("debug", ConfigValue.of(false)))
        .isUndetermined("log-level was not seen: the daemon's settings were not seen");
    Judging.of("DMN-015", Samples.withoutDocker())
        .isNotApplicable("no Docker Engine was found here");
  }

  private static ConfigValue text(String value) {
    return ConfigValue.of(value);
  }
}
