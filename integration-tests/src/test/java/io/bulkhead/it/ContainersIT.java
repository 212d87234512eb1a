package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The worst containers and images that can be made here, each where another tool was seen to say
 * the wrong thing, judged on a real engine.
 */
@RealEngine
class ContainersIT {
  private static EngineUnderTest engine;
  private static Report audit;
  private static Ran snapshot;

  @BeforeAll
  static void make() throws IOException {
    engine = EngineUnderTest.up("worst");
    Path open = Files.createDirectories(engine.directory().resolve("open"));
    Run.command("chmod", "777", open.toString()).text();
    Path allow = engine.directory().resolve("allow.json");
    Files.writeString(allow, "{\"defaultAction\":\"SCMP_ACT_ALLOW\"}");
    engine
        .docker(
            "volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=/etc", "disguised")
        .exits(0);
    created("privileged", "--privileged");
    created("published", "-P", "--sysctl", "net.ipv4.ip_forward=0", "--group-add", "0");
    created("negative", "--oom-score-adj", "-500", "--device", "/dev/kmsg");
    engine.sleeper("plain");
    engine.sleeper("allcaps", "--cap-add", "ALL", "--cap-drop", "SYS_RESOURCE");
    engine.sleeper(
        "onhost", "--network", "host", "--pid", "host", "--ipc", "host", "--uts", "host");
    engine.sleeper("joins", "--network", "container:onhost");
    engine.sleeper("etcro", "-v", "/etc:/e:ro");
    engine.sleeper("whole", "-v", "/:/host");
    engine.sleeper("shadow", "-v", "/etc/shadow:/s:ro");
    engine.sleeper("disguise", "-v", "disguised:/d");
    engine.sleeper("onlib", "-v", "named:/lib");
    engine.sleeper("zero", "--user", "0:0");
    engine.sleeper("allowing", "--security-opt", "seccomp=" + allow);
    engine.sleeper("gains", "--security-opt", "no-new-privileges=false");
    engine.sleeper("always", "--restart", "always");
    engine.sleeper("onfailure", "--restart", "on-failure");
    engine.sleeper("ports", "-p", "1024:1024", "-p", "[::]:8081:81", "-p", "80:8000");
    engine.sleeper("redis", "-p", "6379:6379");
    engine.sleeper("rule", "--device-cgroup-rule", "a *:* rwm");
    engine.sleeper("shares", "--cpu-shares", "1024");
    engine.sleeper("quota", "--cpu-quota", "50000");
    engine.sleeper("uncovered", "--security-opt", "systempaths=unconfined");
    engine.sleeper("secret", "-e", "DB_PASSWORD=hunter2", "-e", "API_TOKEN_FILE=/run/secrets/x");
    engine.sleeper("writable", "-v", open + ":/o");
    engine.sleeper(
        "good",
        "--user",
        "1000:1000",
        "--cap-drop",
        "ALL",
        "--read-only",
        "--memory",
        "64m",
        "--pids-limit",
        "100",
        "--cpus",
        "0.5",
        "--network",
        "none",
        "--health-cmd",
        "true",
        "--security-opt",
        "no-new-privileges",
        "--log-opt",
        "max-size=1m");
    disguises();
    engine.docker("exec", "-d", "-u", "0", "good", "sleep", "1000").exits(0);
    image();
    audit = Bulkhead.on(engine).audit("--profile", "all");
    snapshot = Bulkhead.on(engine).now("snapshot", "-o", "-");
  }

  /** What looks harmless to who compares text only. */
  private static void disguises() throws IOException {
    Path keys = Files.createDirectories(engine.directory().resolve("home/.ssh"));
    Path link = engine.directory().resolve("link");
    Files.createSymbolicLink(link, Path.of("/sys"));
    Path file = Files.writeString(engine.directory().resolve("compose.yaml"), "services: {}\n");
    created("signed", "--user", "+0");
    created("range", "-p", "127.0.0.1:90-99:80");
    created("zeros", "-p", "[::0]:8090:80");
    created("linked", "-v", link + ":/x");
    created("masked", "-v", keys + ":/k:ro", "-e", "PASS\u001b[31mWORD=hunter2");
    engine.sleeper("localbin", "-v", "/usr/local/bin:/x", "-v", "/etc/cron.d:/c:ro");
    engine.sleeper("readbin", "-v", "/usr/local/bin:/x:ro");
    engine.sleeper("socket", "--user", "1000", "--group-add", "0", "-v", engine.socket() + ":/s");
    composed("composed-1", "aa", file);
    composed("composed-2", "bb", file);
    composed("orphan", "cc", engine.directory().resolve("gone.yaml"));
    String id = engine.docker("image", "inspect", "-f", "{{.Id}}", "busybox:it").out().strip();
    engine.docker("create", "--name", "byid", id.substring(7, 19), "sh").exits(0);
  }

  private static void composed(String name, String hash, Path file) {
    String service = name.replaceAll("-.*", "");
    engine.sleeper(
        name,
        "--label",
        "com.docker.compose.project.config_files=" + file,
        "--label",
        "com.docker.compose.project=p",
        "--label",
        "com.docker.compose.service=" + service,
        "--label",
        "com.docker.compose.config-hash=" + hash);
  }

  private static void created(String name, String... options) {
    String[] words = new String[options.length + 6];
    System.arraycopy(options, 0, words, 3, options.length);
    words[0] = "create";
    words[1] = "--name";
    words[2] = name;
    words[options.length + 3] = "busybox:it";
    words[options.length + 4] = "sh";
    words[options.length + 5] = "--password=hunter2";
    engine.docker(words).exits(0);
  }

  private static void image() throws IOException {
    Path context = Files.createDirectories(engine.directory().resolve("bad"));
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM busybox:it
        ENV DB_PASSWORD="hunter2 with blanks" X=ADDRESS
        ARG NPM_TOKEN
        COPY su /bin/su
        RUN /bin/busybox chmod 4755 /bin/su
        COPY key /root/.ssh/id_rsa
        RUN /bin/busybox rm /root/.ssh/id_rsa
        COPY passwd shadow os-release /etc/
        EXPOSE 22
        HEALTHCHECK NONE
        USER app
        """);
    Files.writeString(context.resolve("su"), "x");
    Files.writeString(context.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n");
    Files.writeString(context.resolve("passwd"), "root:x:0:0::/:/bin/sh\napp:x:0:0::/:/bin/sh\n");
    Files.writeString(context.resolve("shadow"), "root::1::::::\n");
    Files.writeString(
        context.resolve("os-release"), "ID=alpine\nVERSION_ID=3.15.0\nPRETTY_NAME=Alpine\n");
    Run.command(
            "docker", "build", "-q", "--build-arg", "NPM_TOKEN=hunter2", "-t", "bad:latest", ".")
        .in(context)
        .with("DOCKER_HOST", engine.host())
        .with("DOCKER_BUILDKIT", "0")
        .now()
        .exits(0);
    engine.docker("create", "--name", "frombad", "bad:latest", "sh").exits(0);
  }

  @AfterAll
  static void end() {
    engine.close();
  }

  private static Map<String, String> judged(String id) {
    return audit.bySubject(id);
  }

  private static void fails(String id, String... objects) {
    for (String object : objects) {
      assertThat(judged(id)).as(id).containsEntry(object, "fail");
    }
  }

  private static void passes(String id, String... objects) {
    for (String object : objects) {
      assertThat(judged(id)).as(id).containsEntry(object, "pass");
    }
  }

  @Test
  void users_are_judged_by_every_process_and_every_spelling() {
    fails("CTR-014", "zero", "plain", "privileged", "good");
    assertThat(audit.finding("CTR-014").toString()).contains("1 of 2 processes run as root: sleep");
    fails("CTR-014", "frombad");
  }

  @Test
  void capabilities_are_judged_also_where_none_is_added_by_name() {
    for (String id :
        new String[] {"CTR-003", "CTR-034", "CTR-035", "CTR-036", "CTR-037", "CTR-038"}) {
      fails(id, "privileged", "allcaps");
      passes(id, "plain", "good");
    }
    fails("CTR-039", "plain");
    passes("CTR-039", "good");
  }

  @Test
  void namespaces_are_judged_one_by_one_and_through_others() {
    fails("CTR-008", "onhost", "joins");
    passes("CTR-008", "plain", "good");
    fails("CTR-009", "onhost");
    passes("CTR-009", "joins", "plain");
    fails("CTR-010", "onhost");
    fails("CTR-011", "onhost");
    fails("CTR-040", "joins");
  }

  @Test
  void mounts_are_judged_by_source_read_only_or_not() {
    fails("CTR-015", "etcro", "whole", "shadow", "disguise");
    passes("CTR-015", "onlib", "plain");
    fails("CTR-052", "writable");
    fails("CTR-051", "privileged", "whole");
    passes("CTR-051", "plain");
    fails("VOL-002", "volume disguised");
    passes("VOL-002", "volume named");
  }

  @Test
  void confinement_is_judged_by_what_is_in_force() {
    fails("CTR-006", "allowing", "privileged");
    passes("CTR-006", "plain");
    fails("CTR-007", "gains", "plain");
    passes("CTR-007", "good");
    fails("CTR-041", "uncovered", "privileged");
    passes("CTR-041", "plain");
    fails("CTR-021", "plain");
    passes("CTR-021", "good");
    fails("CTR-024", "rule", "privileged", "negative");
    passes("CTR-024", "plain");
    fails("CTR-053", "privileged", "allcaps", "whole", "rule");
    // without AppArmor root in it names the program that the kernel runs when one crashes
    boolean confined = "pass".equals(judged("CTR-004").get("uncovered"));
    assertThat(judged("CTR-053")).containsEntry("uncovered", confined ? "pass" : "fail");
    passes("CTR-053", "plain", "good");
  }

  @Test
  void ports_are_judged_on_every_address_family() {
    fails("CTR-017", "ports");
    assertThat(audit.finding("CTR-017").toString())
        .contains("0.0.0.0:80:8000/tcp")
        .doesNotContain("privileged ports: 0.0.0.0:1024");
    assertThat(audit.finding("CTR-022").toString()).contains("[::]:8081:81/tcp");
    fails("CTR-022", "ports", "redis");
    fails("CTR-048", "redis");
    passes("CTR-048", "ports");
    assertThat(judged("CTR-018"))
        .containsEntry("ports", "manual")
        .containsEntry("published", "fail");
  }

  @Test
  void limits_are_judged_by_the_cgroup() {
    fails("CTR-019", "plain");
    passes("CTR-019", "good");
    fails("CTR-032", "plain");
    passes("CTR-032", "good");
    fails("CTR-020", "shares", "plain");
    passes("CTR-020", "quota", "good");
    fails("CTR-044", "negative");
  }

  @Test
  void the_course_of_a_container_is_judged() {
    fails("CTR-023", "always", "onfailure");
    passes("CTR-023", "plain");
    fails("CTR-030", "plain");
    passes("CTR-030", "good");
    assertThat(judged("CTR-028")).containsEntry("good", "manual");
    passes("CTR-027", "good");
    passes("CTR-016", "plain");
    assertThat(judged("CTR-016")).containsEntry("privileged", "not-applicable");
    fails("CTR-033", "plain");
    passes("CTR-033", "good", "onhost");
  }

  @Test
  void secrets_are_found_and_shown_nowhere() {
    fails("CTR-042", "secret");
    passes("CTR-042", "plain");
    assertThat(audit.finding("CTR-042").toString()).doesNotContain("API_TOKEN_FILE");
    fails("CTR-043", "privileged", "published");
    fails("IMG-008", "image bad:latest");
    assertThat(audit.json().toString()).doesNotContain("hunter2");
    assertThat(snapshot.exits(0).out()).contains("\"DB_PASSWORD").doesNotContain("hunter2");
  }

  @Test
  void images_are_judged_by_configuration_history_and_layers() {
    for (String id :
        new String[] {
          "IMG-001", "IMG-004", "IMG-006", "IMG-008", "IMG-013", "IMG-014", "IMG-015", "IMG-016",
          "IMG-018"
        }) {
      fails(id, "image bad:latest");
    }
    fails("IMG-011", "frombad");
    for (String id : new String[] {"IMG-005", "IMG-007", "IMG-012"}) {
      passes(id, "image bad:latest");
    }
    passes("IMG-006", "image busybox:it");
  }

  @Test
  void disguises_are_seen_through() {
    fails("CTR-014", "signed");
    fails("CTR-017", "range");
    fails("CTR-022", "zeros");
    passes("CTR-022", "range");
    fails("CTR-015", "masked", "localbin", "linked");
    passes("CTR-015", "readbin");
    fails("CTR-042", "masked");
    fails("CTR-051", "linked");
    fails("CTR-053", "socket");
    passes("IMG-011", "byid");
    passes("CTR-031", "byid");
    assertThat(judged("CTR-054"))
        .containsEntry("composed-1", "fail")
        .containsEntry("composed-2", "manual")
        .containsEntry("orphan", "fail")
        .containsEntry("plain", "not-applicable");
    assertThat(snapshot.out()).doesNotContain("\u001b");
  }
}
