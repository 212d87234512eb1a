package io.bulkhead.it;

import static io.bulkhead.it.Trap.fails;
import static io.bulkhead.it.Trap.passes;
import static io.bulkhead.it.Trap.trap;
import static io.bulkhead.it.Trap.unseen;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of a real engine, in every spelling and place, where other tools are wrong. */
@RealEngine
class DaemonTrapsIT {
  private static final EngineUnderTest ENGINE = EngineUnderTest.up("traps-daemon");
  private static final Path TLS = ENGINE.directory().resolve("tls");

  /**
   * A start of the engine.
   *
   * @param trap prepared after the start, in the engine's directory
   */
  private record Start(String json, List<String> flags, Trap trap) {
    @Override
    public String toString() {
      return trap.toString();
    }
  }

  private static Start start(String json, String flags, Trap trap) {
    return new Start(json, flags.isEmpty() ? List.of() : List.of(flags.split(" ")), trap);
  }

  @BeforeAll
  static void certificates() {
    shell(
        """
        mkdir tls; cd tls
        openssl req -x509 -newkey rsa:2048 -nodes -days 300 -subj /CN=localhost \\
          -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out cert.pem
        cp cert.pem ca.pem; chmod 0644 key.pem cert.pem; chmod 0444 ca.pem; chown nobody ca.pem
        """);
  }

  @AfterAll
  static void down() {
    ENGINE.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"flags", "files", "edits"})
  void is_judged_right(Start start) {
    ENGINE
        .configured(start.json())
        .restarted(
            start.flags().stream()
                .map(f -> f.replace("TLS", TLS.toString()))
                .toArray(String[]::new));
    judge(start.trap());
  }

  private static void judge(Trap trap) {
    shell(trap.prepare());
    trap.check(Bulkhead.on(ENGINE).audit("--only", trap.ids()));
  }

  private static void shell(String script) {
    Run.command("sh", "-ec", "cd \"$1\"\n" + script, "sh", ENGINE.directory().toString()).text();
  }

  static List<Start> flags() {
    return List.of(
        start(
            "{}",
            "--log-level=debug --iptables=false --no-new-privileges=false --live-restore=false"
                + " --userland-proxy=true --icc=true --experimental --insecure-registry"
                + " reg.local:5000 --host tcp://127.0.0.1:2375",
            trap(
                "a flag is there, and says false; a value stands behind a blank; nothing in the file",
                "",
                fails("DMN-001"),
                fails("DMN-002", "no-new-privileges is false"),
                fails("DMN-003", "live-restore is false"),
                fails("DMN-004", "userland-proxy is true"),
                fails("DMN-006"),
                fails("DMN-008", "127.0.0.1:2375", "obeys everyone"),
                fails("DMN-015", "is debug"),
                fails("DMN-016", "iptables is false"),
                fails("DMN-017", "reg.local:5000"),
                fails("DMN-020", "cgroup-parent is /bulkhead-it-traps-daemon"),
                fails("DMN-022", "no plugin authorizes calls"),
                fails("DMN-023", "json-file keeps logs on this host"),
                fails("DMN-024", "experimental is true"))),
        start(
            "{}",
            "-D --no-new-privileges --live-restore --userland-proxy=false --icc=false"
                + " --default-ulimit nofile=1024:1024 --log-driver local",
            trap(
                "a bare flag means true; other networks are not the default bridge",
                "docker -H unix://$PWD/docker.sock network create traps-open",
                passes("DMN-002"),
                passes("DMN-003"),
                passes("DMN-004"),
                passes("DMN-006", "nofile"),
                passes("DMN-007"),
                passes("DMN-008", "the API is not on loopback TCP"),
                fails("DMN-015", "debug"),
                passes("DMN-016"),
                passes("DMN-017"),
                fails("DMN-023", "local keeps logs on this host"))),
        start(
            "{}",
            "--host tcp://127.0.0.1:2376 --tlsverify --tlscacert TLS/ca.pem --tlscert TLS/cert.pem"
                + " --tlskey TLS/key.pem",
            trap(
                "flags with blanks name the files",
                "",
                passes("DMN-008", "asks for a client certificate"),
                fails("FIL-009", "tls/key.pem", "mode is 0644"),
                fails("FIL-010", "tls/ca.pem", "nobody"),
                fails("FIL-011", "tls/cert.pem", "mode is 0644"))),
        start(
            "{\"tls\": true, \"tlsverify\": false, \"tlscert\": \"TLS/cert.pem\", \"tlskey\": \"TLS/key.pem\"}"
                .replace("TLS", TLS.toString()),
            "--host tcp://127.0.0.1:2376",
            trap(
                "encrypted is not verified; and a key of mode 0000 is as good as one of 0400",
                "chmod 0000 tls/key.pem",
                fails("DMN-008", "obeys every client"),
                passes("FIL-009"))));
  }

  static List<Start> files() {
    return List.of(
        start(
            "{\"debug\":true,\"icc\":false,\"no-new-privileges\":true,\"live-restore\":true,"
                + "\"userland-proxy\":false,\"log-driver\":\"none\"}",
            "",
            trap(
                "all in one line, without a blank",
                "",
                passes("DMN-002"),
                passes("DMN-003"),
                passes("DMN-004"),
                fails("DMN-015", "debug"),
                fails("DMN-023", "none keeps logs on this host"))),
        start(
            """
            {
              "insecure-registries" :
                [ "127.0.0.0/1" ],
              "tlsverify"
                : true,
              "tlscacert": "TLS/ca.pem", "tlscert": "TLS/cert.pem", "tlskey": "TLS/key.pem",
              "log-driver": "journald",
              "default-ulimits": {
                "nofile": { "Name": "nofile", "Soft": 100, "Hard": 200 },
                "nproc": { "Name": "nproc", "Soft": 1024, "Hard": 2048 }
              }
            }"""
                .replace("TLS", TLS.toString()),
            "--host tcp://127.0.0.1:2376",
            trap(
                "over many lines; a net that begins with 127 is half of the internet",
                "",
                passes("DMN-008", "asks for a client certificate"),
                fails("DMN-006", "nproc is counted per user over all containers"),
                fails("DMN-017", "127.0.0.0/1"),
                fails("DMN-023", "journald keeps logs on this host"))),
        start(
            """
            {"label": ["a=b"], "storage-opt": ["dm.basesize=20G"], "insecure-registry": ["r:5000"],
             "default-ulimit": ["nofile=9:9"],
             "authorization-plugin": ["opa"], "registry-mirror": ["http://m"], "exec-opt": ["a=b"]}""",
            "",
            trap(
                "keys spelled like flags are taken and ignored",
                "",
                fails(
                    "DMN-026",
                    "\\\"label\\\"",
                    "\\\"storage-opt\\\"",
                    "\\\"insecure-registry\\\"",
                    "\\\"default-ulimit\\\"",
                    "\\\"authorization-plugin\\\"",
                    "\\\"registry-mirror\\\"",
                    "\\\"exec-opt\\\""),
                fails("DMN-006", "no default for open files"),
                fails("DMN-022", "no plugin authorizes calls"),
                passes("DMN-017"))),
        start(
            "{\"log-driver\": \"gelf\", \"log-opts\": {\"gelf-address\": \"udp://192.0.2.1:12201\"},"
                + " \"ip\": \"::0\"}",
            "",
            trap(
                "containers keep the log driver they were created with; :: has other spellings",
                "docker -H unix://$PWD/docker.sock run -d --name old --stop-signal KILL --log-driver json-file"
                    + " busybox:it sleep 1000",
                fails("DMN-023", "container old", "json-file"),
                fails("DMN-034", "ip is ::"))),
        start(
            "{\"log-driver\": \"fluentd\", \"log-opts\": {\"fluentd-async\": \"true\"}}",
            "",
            trap(
                "a driver that sends logs to this host sends them nowhere else by itself",
                "docker -H unix://$PWD/docker.sock rm -f old",
                unseen("DMN-023", "whether the local fluentd"))));
  }

  static List<Start> edits() {
    return List.of(
        start(
            "{}",
            "",
            trap(
                "the file says so, and the engine has not read it",
                "echo '{\"icc\": false, \"no-new-privileges\": true, \"userland-proxy\": false,"
                    + " \"iptables\": false}' >etc/daemon.json",
                fails("DMN-001"),
                unseen("DMN-002", "nothing confirms it"),
                unseen("DMN-004", "nothing confirms it"),
                fails("DMN-013", "icc", "no-new-privileges", "userland-proxy"),
                fails("DMN-016", "iptables is false at the next start"))),
        start(
            "{\"live-restore\": true, \"debug\": false}",
            "",
            trap(
                "a key taken out and a reload leave the old value, until the next start",
                "echo '{}' >etc/daemon.json; kill -HUP $(cat docker.pid); sleep 0.5;"
                    + " docker -H unix://$PWD/docker.sock info -f '{{.LiveRestoreEnabled}}' | grep true",
                fails("DMN-003", "at the next start"),
                fails("DMN-013", "live-restore"))),
        start(
            "{}",
            "",
            trap(
                "a reload with a broken file is no error to anybody",
                "echo '{,' >etc/daemon.json; kill -HUP $(cat docker.pid); sleep 0.5;"
                    + " docker -H unix://$PWD/docker.sock version",
                fails("DMN-012", "daemon.json:1"))),
        start(
            "{}",
            "",
            trap(
                "a number where the engine wants a text",
                "echo '{\"log-opts\": {\"max-size\": 10, \"max-file\": 3}}' >etc/daemon.json",
                fails("DMN-012", "an object of strings belongs: the next start fails"))));
  }

  @Test
  void the_data_directory_mounted_onto_itself_is_no_file_system_of_its_own() {
    ENGINE.configured("{}").stop();
    shell("mountpoint -q data || mount --bind data data");
    ENGINE.start();
    judge(trap("mountpoint(1) is satisfied", "mountpoint data", fails("HST-060", "same device")));
  }

  @Test
  void the_data_directory_is_judged_where_it_is() {
    ENGINE.configured("{}").stop();
    shell(
        """
        truncate -s 256M disk; mkfs.ext4 -q -F disk
        while umount data 2>/dev/null; do :; done
        mount -o loop disk data
        """);
    ENGINE.start();
    try {
      judge(
          trap(
              "a file system of its own, and not at /var/lib/docker",
              "",
              passes("HST-060", "a file system of its own")));
    } finally {
      ENGINE.stop();
      shell("umount -l data; rm -f disk");
      ENGINE.start();
    }
  }

  @Test
  void what_an_engine_says_of_itself_counts_where_no_file_can_say_it() throws Exception {
    ENGINE.configured("{}").restarted();
    try (ForgingProxy proxy =
        new ForgingProxy(ENGINE.socket(), ENGINE.directory().resolve("forged.sock"))) {
      proxy.replace("\"name=seccomp", "\"name=rootless\",\"name=seccomp");
      proxy.replace("\"CgroupDriver\":\"cgroupfs\"", "\"CgroupDriver\":\"none\"");
      Trap trap =
          trap(
              "rootless maps users without a setting; without cgroups no limit is kept",
              "",
              passes("DMN-010", "rootless"),
              fails("HST-109"));
      trap.check(
          Bulkhead.plain()
              .option("-H", proxy.host(), "--state", ENGINE.state().toString())
              .audit("--only", trap.ids()));
    }
    assertThat(ENGINE.answers()).isTrue();
  }
}
