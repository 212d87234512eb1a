package io.bulkhead.daemon.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.daemon.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expected answers are those of real engines, started with these files. */
class ConfigValidatorTest {
  private static final String OLD = "20.10.24+dfsg1";
  private static final String NEW = "26.1.5+dfsg1";
  private static final String NEWEST = "29.7.2";

  private static List<Daemon.Problem> problems(String json, String version, String... flags) {
    List<String> argv = new ArrayList<>(List.of("dockerd"));
    argv.addAll(List.of(flags));
    return new ConfigValidator()
        .problems(json.getBytes(StandardCharsets.UTF_8), "/etc/docker/daemon.json", version, argv);
  }

  private static String severities(String json, String version, String... flags) {
    return String.join(
        ",", problems(json, version, flags).stream().map(Daemon.Problem::severity).toList());
  }

  static Stream<Arguments> stopping() {
    return Stream.of(
        Arguments.of("{\"ICC\": false}", OLD, "no option of that name", "write icc"),
        Arguments.of("{\"_comment\": \"x\"}", NEW, "no option of that name", "no comments"),
        Arguments.of(
            "{\"proxies\": {}, \"log-format\": \"text\"}",
            OLD,
            "needs Docker Engine 25.0.0, this is 20.10.24",
            "remove"),
        Arguments.of(
            "{\"graph\": \"/x\"}",
            NEW,
            "no longer known since Docker Engine 23.0",
            "use data-root"),
        Arguments.of(
            "{\"default-ulimit\": {\"nofile\": {}}}",
            NEW,
            "complains about 'nofile'",
            "write default-ulimits"),
        Arguments.of(
            "{\"icc\": \"false\"}",
            NEW,
            "a string where true or false belongs",
            "remove the quotes"),
        Arguments.of("{\"mtu\": 1400.0}", NEW, "1400.0 where a whole number belongs", ""),
        Arguments.of("{\"mtu\": -1}", OLD, "-1 is negative", ""),
        Arguments.of(
            "{\"log-opts\": {\"max-file\": 3}}",
            NEW,
            "an object where an object of strings belongs",
            "double quotes"),
        Arguments.of(
            "{\"log-driver\": \"journald\", \"log-opts\": {\"max-size\": \"1m\"}}",
            NEW,
            "'max-size' is no option of the log driver journald",
            ""),
        Arguments.of(
            "{\"default-shm-size\": 134217728}",
            NEW,
            "134217728 where a string belongs",
            "double quotes"),
        Arguments.of(
            "{\"hosts\": \"unix:///x\"}",
            NEW,
            "a string where a list of strings belongs",
            "brackets"),
        Arguments.of("{\"hosts\": [\"ssh://x\"]}", OLD, "'ssh://x' is no address to listen on", ""),
        Arguments.of("{\"icc\": false, \"iptables\": false}", NEW, "icc=false needs iptables", ""),
        Arguments.of("{\"icc\": false, \"iptables\": null}", NEW, "icc=false needs iptables", ""),
        Arguments.of(
            "{\"bip\": \"10.0.0.1/24\", \"bridge\": \"br0\"}", NEW, "bridge is set too", ""),
        Arguments.of("{\"bip\": \"172.26.0.0/16\"}", NEW, "names a network", ""),
        Arguments.of("{\"bip\": \"10.0.0.1\"}", NEW, "is no ADDRESS/PREFIX", ""),
        Arguments.of("{\"ip6tables\": true}", NEW, "needs experimental", ""),
        Arguments.of("{\"ipv6\": true}", OLD, "needs fixed-cidr-v6", ""),
        Arguments.of(
            "{\"default-address-pools\": [{\"base\": \"10.0.0.0/24\", \"size\": 0}]}",
            NEW,
            "size 0 does not fit into /24",
            ""),
        Arguments.of(
            "{\"default-address-pools\": [{\"base\": \"fd00::/64\", \"size\": 80}]}",
            NEW,
            "there is no IPv4 pool",
            ""),
        Arguments.of("{\"default-runtime\": \"nosuch\"}", NEW, "there is no runtime 'nosuch'", ""),
        Arguments.of(
            "{\"runtimes\": {\"runc\": {\"path\": \"/x\"}}}", NEW, "the name runc is reserved", ""),
        Arguments.of(
            "{\"storage-driver\": \"overlay\"}", NEW, "the driver overlay was removed", ""),
        Arguments.of(
            "{\"storage-opts\": [\"overlay2.override_kernel_check=true\"]}",
            NEW,
            "overlay2 has no option",
            ""),
        Arguments.of(
            "{\"exec-opts\": [\"native.cgroupdriver=systemd\"], \"cgroup-parent\": \"/docker\"}",
            NEW,
            "'/docker' is no slice",
            ""),
        Arguments.of("{\"labels\": [\"com.docker.x=1\"]}", NEW, "reserved", ""),
        Arguments.of("{\"dns\": [\"dns.google\"]}", NEW, "'dns.google' is no IP address", ""),
        Arguments.of("{\"tlsverify\": true}", NEW, "needs tlscert and tlskey", ""),
        Arguments.of("{\"tlsverify\": false}", NEW, "needs tlscert and tlskey", ""),
        Arguments.of(
            "{\"registry-mirrors\": [\"https://u:p@m.example\"]}", NEW, "carries credentials", ""),
        Arguments.of(
            "{\"registry-mirrors\": [\"https://m.example/path/\"]}", OLD, "has a path", ""),
        Arguments.of("{\"log-level\": \"bogus\"}", NEW, "'bogus' is not possible", "info"),
        Arguments.of(
            "{\"mtu\": \"x\", \"mtu\": 1400}", NEW, "a string where a whole number belongs", ""),
        Arguments.of("{\"metrics-addr\": \"bogus\"}", NEW, "no ADDRESS:PORT", ""),
        Arguments.of("", OLD, "the file is empty", ""),
        Arguments.of("\uFEFF{}", OLD, "a byte order mark", ""),
        Arguments.of("{\"debug\": true} x", NEW, "text behind the end", ""),
        Arguments.of("{\"debug\": true,}", OLD, "a comma before '}'", "remove the comma"),
        Arguments.of("{\"seccomp-profile\": \"unconfined\"}", OLD, "is a file name before", ""),
        Arguments.of("{\"min-api-version\": \"v9\"}", NEWEST, "no API version", ""));
  }

  @ParameterizedTest
  @MethodSource("stopping")
  void what_keeps_an_engine_from_starting_is_named(
      String json, String version, String says, String todo) {
    assertThat(problems(json, version))
        .anySatisfy(
            p -> {
              assertThat(p.severity()).isEqualTo("stops");
              assertThat(p.says()).contains(says);
              assertThat(p.todo()).contains(todo);
            });
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        Arguments.of("{}", OLD),
        Arguments.of("", NEW),
        Arguments.of("\uFEFF{\"debug\": true}", NEW),
        Arguments.of("null", OLD),
        Arguments.of("{\"log-level\": \"INFO\"}", NEW),
        Arguments.of("{\"ip6tables\": true, \"experimental\": true}", OLD),
        Arguments.of("{\"ip6tables\": true}", NEWEST),
        Arguments.of("{\"storage-driver\": \"overlay\"}", OLD),
        Arguments.of("{\"registry-mirrors\": [\"https://m.example/path/\"]}", NEW),
        Arguments.of(
            "{\"default-ulimits\": {\"nofile\": {\"name\": \"nofile\", \"hard\": 64000, \"soft\": 64000}}}",
            NEW),
        Arguments.of(
            "{\"builder\": {\"gc\": {\"enabled\": true}}, \"features\": {\"x\": true}}", NEW),
        Arguments.of("{\"insecure-registries\": [\"0.0.0.0/0\"]}", NEW),
        Arguments.of(
            "{\"log-driver\": \"json-file\", \"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}}",
            OLD),
        Arguments.of("{\"log-driver\": \"local\"}", OLD));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void what_engines_take_is_not_complained_about(String json, String version) {
    assertThat(problems(json, version)).isEmpty();
  }

  @Test
  void accepted_and_ignored_spellings_are_told() {
    assertThat(problems("{\"authorization-plugin\": [\"x\"]}", NEW))
        .containsExactly(
            new Daemon.Problem(
                "/etc/docker/daemon.json:1:2",
                "authorization-plugin",
                "ignored",
                "the engine accepts it and does nothing",
                "write authorization-plugins"));
    assertThat(problems("{\"http-proxy\": \"x\"}", NEW))
        .extracting(Daemon.Problem::todo)
        .containsExactly("put it inside \"proxies\"");
    assertThat(severities("{\"default-network-opts\": {\"bridge\": {\"x\": \"1\"}}}", OLD))
        .isEqualTo("ignored");
    assertThat(severities("{\"tlscert\": \"/x\"}", NEW)).isEqualTo("ignored");
    assertThat(severities("{\"shutdown-timeout\": 0}", NEW)).isEqualTo("ignored");
    assertThat(severities("{\"hosts\": []}", NEW)).isEqualTo("ignored");
  }

  @Test
  void a_boolean_inside_an_unknown_object_takes_effect() {
    assertThat(severities("{\"network\": {\"icc\": false}}", NEW)).isEqualTo("doubtful,ignored");
  }

  @Test
  void null_booleans_and_doubled_keys_are_doubtful() {
    assertThat(severities("{\"iptables\": null}", NEW)).isEqualTo("doubtful");
    assertThat(severities("{\"log-opts\": null}", NEW)).isEmpty();
    assertThat(problems("{\"icc\": true,\n\"icc\": false}", NEW))
        .extracting(Daemon.Problem::says)
        .containsExactly("icc stands in lines 1 and 2; the last one counts");
  }

  @Test
  void what_breaks_containers_only_is_doubtful() {
    assertThat(severities("{\"default-ulimits\": {\"n\": {\"Hard\": 1, \"Soft\": 1}}}", NEW))
        .isEqualTo("doubtful");
    assertThat(
            severities(
                "{\"default-ulimits\": {\"n\": {\"Name\": \"nofile\", \"Hard\": 1, \"Soft\": 2}}}",
                NEW))
        .isEqualTo("doubtful");
    assertThat(severities("{\"log-driver\": \"bogus\"}", NEW)).isEqualTo("doubtful");
    assertThat(severities("{\"log-opts\": {\"max-size\": \"lots\"}}", NEW)).isEqualTo("doubtful");
  }

  @Test
  void text_behind_the_end_is_ignored_by_old_engines() {
    assertThat(severities("{\"debug\": true} x", OLD)).isEqualTo("doubtful");
    assertThat(severities("{\"ICC\": true} x", OLD)).isEqualTo("doubtful,stops");
  }

  @Test
  void a_key_given_as_flag_too_stops_with_any_value() {
    assertThat(problems("{\"hosts\": [\"fd://\"]}", NEW, "-H", "fd://"))
        .extracting(Daemon.Problem::says)
        .containsExactly(
            "also given by the flag -H, and the engine refuses both, even with equal values");
    assertThat(severities("{\"labels\": []}", NEW, "--label=a=b")).isEqualTo("stops");
    assertThat(severities("{\"storage-driver\": \"overlay2\"}", OLD, "-s", "overlay2"))
        .isEqualTo("stops");
    assertThat(severities("{\"runtimes\": {\"x\": {\"path\": \"/x\"}}}", NEW, "--add-runtime=y=/y"))
        .isEmpty();
    assertThat(severities("{\"validate\": true}", NEW, "--validate")).isEqualTo("stops");
  }

  @Test
  void listening_at_a_socket_of_systemd_needs_its_unit() {
    byte[] file = "{\"hosts\": [\"fd://\"]}".getBytes(StandardCharsets.UTF_8);
    HostTree host = new HostTree();
    assertThat(new ConfigValidator(host).problems(file, "f", NEW, List.of("dockerd")))
        .extracting(Daemon.Problem::severity)
        .containsExactly("stops");
    host.put("/usr/lib/systemd/system/docker.socket", "[Socket]\nListenStream=/run/docker.sock\n");
    assertThat(new ConfigValidator(host).problems(file, "f", NEW, List.of("dockerd"))).isEmpty();
  }

  @Test
  void flags_count_for_what_belongs_together() {
    assertThat(problems("{\"icc\": false}", NEW, "--iptables=false"))
        .extracting(Daemon.Problem::says)
        .containsExactly("icc=false needs iptables, which is off");
    assertThat(severities("{\"log-opts\": {\"max-size\": \"1m\"}}", NEW, "--log-driver=journald"))
        .isEqualTo("stops");
  }

  @Test
  void the_host_is_asked_for_what_the_file_names() {
    HostTree host =
        new HostTree()
            .put("/etc/passwd", "root:x:0:0::/root:/bin/sh\n")
            .put("/etc/group", "root:x:0:\n")
            .put("/etc/seccomp.json", "[]");
    assertThat(
            new ConfigValidator(host)
                .problems(
                    ("{\"userns-remap\": \"nobody\", \"group\": \"docker\","
                            + " \"seccomp-profile\": \"/nowhere.json\"}")
                        .getBytes(StandardCharsets.UTF_8),
                    "f",
                    NEW,
                    List.of("dockerd")))
        .extracting(Daemon.Problem::says)
        .containsExactly(
            "there is no file /nowhere.json",
            "there is no user 'nobody' in /etc/passwd",
            "there is no group 'docker' in /etc/group");
    assertThat(
            new ConfigValidator(host)
                .problems(
                    "{\"seccomp-profile\": \"/etc/seccomp.json\"}".getBytes(StandardCharsets.UTF_8),
                    "f",
                    NEW,
                    List.of("dockerd")))
        .extracting(Daemon.Problem::severity)
        .containsExactly("doubtful");
  }
}
