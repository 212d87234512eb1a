package io.bulkhead.daemon.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static CommandLine parse(String... words) {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/dockerd"));
    argv.addAll(List.of(words));
    return CommandLine.parse(argv);
  }

  @Test
  void hosts_are_joined_from_all_spellings() {
    CommandLine line =
        parse("-H", "fd://", "-Htcp://a:1", "-H=tcp://b:2", "--host=unix:///x", "--host", "c");
    assertThat(line.value("hosts"))
        .contains(ConfigValue.of(List.of("fd://", "tcp://a:1", "tcp://b:2", "unix:///x", "c")));
    assertThat(line.spelled()).containsEntry("hosts", "-H");
    assertThat(line.unclear()).isEmpty();
  }

  @Test
  void a_boolean_takes_its_value_behind_an_equals_sign_only() {
    CommandLine line = parse("--icc", "false", "--live-restore=true", "-D", "--iptables=F");
    assertThat(line.value("icc")).contains(ConfigValue.of(true));
    assertThat(line.unclear()).containsExactly("false");
    assertThat(line.value("live-restore")).contains(ConfigValue.of(true));
    assertThat(line.value("debug")).contains(ConfigValue.of(true));
    assertThat(line.value("iptables")).contains(ConfigValue.of(false));
  }

  @Test
  void short_flags_may_stand_together() {
    CommandLine line = parse("-DHfd://", "-l", "warn");
    assertThat(line.value("debug")).contains(ConfigValue.of(true));
    assertThat(line.value("hosts")).contains(ConfigValue.of(List.of("fd://")));
    assertThat(line.value("log-level")).contains(ConfigValue.of("warn"));
  }

  @Test
  void the_last_text_counts() {
    assertThat(parse("--bip=10.0.0.1/8", "--bip", "10.1.0.1/16").value("bip"))
        .contains(ConfigValue.of("10.1.0.1/16"));
  }

  @Test
  void maps_and_structures_get_the_shape_of_the_file() {
    CommandLine line =
        parse(
            "--log-opt",
            "max-size=10m",
            "--log-opt",
            "max-file=3",
            "--default-ulimit",
            "nofile=1024:2048",
            "--default-ulimit=core=0",
            "--add-runtime",
            "crun=/usr/bin/crun",
            "--default-address-pool",
            "base=10.0.0.0/8,size=24",
            "--default-network-opt",
            "bridge=com.docker.network.driver.mtu=1400",
            "--feature",
            "a",
            "--feature",
            "b=false",
            "--http-proxy=http://p:1");
    assertThat(line.value("log-opts").orElseThrow())
        .hasToString("{\"max-size\": \"10m\", \"max-file\": \"3\"}");
    assertThat(line.value("default-ulimits").orElseThrow().get("nofile"))
        .hasToString("{\"Name\": \"nofile\", \"Hard\": 2048, \"Soft\": 1024}");
    assertThat(line.value("default-ulimits").orElseThrow().get("core"))
        .hasToString("{\"Name\": \"core\", \"Hard\": 0, \"Soft\": 0}");
    assertThat(line.value("runtimes").orElseThrow().get("crun").get("path").text())
        .isEqualTo("/usr/bin/crun");
    assertThat(line.value("default-address-pools").orElseThrow())
        .hasToString("[{\"base\": \"10.0.0.0/8\", \"size\": 24}]");
    assertThat(line.value("default-network-opts").orElseThrow())
        .hasToString("{\"bridge\": {\"com.docker.network.driver.mtu\": \"1400\"}}");
    assertThat(line.value("features").orElseThrow()).hasToString("{\"a\": true, \"b\": false}");
    assertThat(line.value("proxies").orElseThrow()).hasToString("{\"http-proxy\": \"http://p:1\"}");
  }

  @Test
  void flags_without_a_key_are_kept_apart() {
    CommandLine line = parse("--config-file", "/x.json", "--validate");
    assertThat(line.configFile()).contains("/x.json");
    assertThat(line.others()).isEqualTo(Map.of("config-file", "/x.json", "validate", "true"));
  }

  @Test
  void an_unknown_flag_takes_a_bare_word_with_it() {
    CommandLine line = parse("--add-registry", "r", "--block-registry=x", "--icc=false");
    assertThat(line.unclear()).containsExactly("--add-registry", "--block-registry=x");
    assertThat(line.value("icc")).contains(ConfigValue.of(false));
  }

  @Test
  void nothing_is_read_behind_two_hyphens() {
    assertThat(parse("--", "--icc=false").values()).isEmpty();
  }

  @Test
  void the_old_command_is_understood() {
    assertThat(
            CommandLine.parse(List.of("/usr/bin/docker", "daemon", "-H", "fd://")).value("hosts"))
        .contains(ConfigValue.of(List.of("fd://")));
  }

  @Test
  void a_flag_at_the_end_without_its_value_does_no_harm() {
    assertThat(parse("--bip").value("bip")).contains(ConfigValue.of(""));
    assertThat(parse("--mtu").unclear()).containsExactly("--mtu ");
  }
}
