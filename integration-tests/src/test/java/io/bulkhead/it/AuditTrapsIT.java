package io.bulkhead.it;

import static io.bulkhead.it.Trap.absent;
import static io.bulkhead.it.Trap.fails;
import static io.bulkhead.it.Trap.passes;
import static io.bulkhead.it.Trap.trap;
import static io.bulkhead.it.Trap.unseen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Audit rules that look as if, on a whole host. The kernel speaks of its audit system to the first
 * pid namespace only; what it would say is put into the host's snapshot: the rules in the files are
 * the loaded ones, and a daemon takes the records, unless a trap says otherwise.
 */
@RealEngine
class AuditTrapsIT {
  private static final String RULES = "/etc/audit/rules.d/50-docker.rules";
  private static final String WATCHES = " -p wa -k docker";

  private static final TrapHost HOST =
      new TrapHost(
          List.of("/etc/docker", "/etc/audit", "/etc/systemd/system", "/srv", "/usr/bin/runc"),
          "mkdir -p /etc/audit/rules.d\n");

  @TempDir private Path directory;

  @BeforeAll
  static void up() {
    // the data directory is not where everybody looks for it
    HOST.up("traps-audit", "bookworm")
        .shell(
            """
            echo '{"data-root": "/opt/docker"}' >/etc/docker/daemon.json; cp -a /etc/docker /pristine/etc/
            systemctl restart docker
            """)
        .exits(0);
  }

  @AfterAll
  static void down() {
    HOST.down();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"alike", "without", "covered"})
  void is_judged_right(Trap trap) throws IOException {
    ObjectNode snapshot = (ObjectNode) HOST.snapshot(trap);
    ObjectNode trail = (ObjectNode) snapshot.get("auditTrail");
    boolean heard = !trap.situation().startsWith("nobody");
    boolean loaded = !trap.situation().startsWith("not loaded");
    trail.set("status", said("{\"enabled\": %d, \"pid\": 77}".formatted(heard ? 1 : 0)));
    trail.set("loaded", loaded ? trail.get("stored") : said("[]"));
    if (trap.situation().startsWith("not stored")) {
      trail.set("stored", said("[]"));
    }
    Path file = Files.writeString(directory.resolve("host.json"), snapshot.toString());
    trap.check(Bulkhead.plain().audit("--snapshot", file.toString(), "--only", trap.ids()));
  }

  private static JsonNode said(String value) throws IOException {
    return new JsonMapper()
        .readTree(
            "{\"present\": %s, \"origin\": {\"source\": \"audit netlink\", \"strength\": \"observed\"}}"
                .formatted(value));
  }

  private static Trap rules(String situation, String lines, Trap.Right... answers) {
    return trap(situation, "cat >" + RULES + " <<'X'\n" + lines + "\nX\n", answers);
  }

  static List<Trap> alike() {
    return List.of(
        rules(
            "a name that begins alike is another program",
            "-w /usr/bin/containerd-shim" + WATCHES,
            fails("HST-051", "/usr/bin/containerd"),
            passes("HST-052")),
        rules(
            "a socket below is not its directory, one file is not all of them",
            "-w /run/containerd/containerd.sock" + WATCHES + "\n-w /etc/docker/key.json" + WATCHES,
            fails("HST-041"),
            fails("HST-043"),
            passes("HST-045")),
        rules(
            "the program is not at its usual place, and a watch there sees nothing",
            "-w /usr/bin/dockerd" + WATCHES,
            fails("HST-040", "/usr/sbin/dockerd")),
        rules(
            "a rule on the usual data directory says nothing about another",
            "-w /var/lib/docker" + WATCHES,
            fails("HST-042", "/opt/docker")),
        trap(
            "a watch on a link sees the link change and not the program",
            "ln -s /usr/sbin/runc /usr/bin/runc; echo '-w /usr/bin/runc" + WATCHES + "' >" + RULES,
            fails("HST-055", "/usr/sbin/runc")),
        rules(
            "the service is not the socket",
            "-w /usr/lib/systemd/system/docker.service" + WATCHES,
            fails("HST-044", "docker.socket"),
            fails("HST-046")));
  }

  static List<Trap> without() {
    String good = "-w /etc/docker" + WATCHES;
    return List.of(
        rules("nobody takes the records", good, fails("HST-043", "nobody takes its records")),
        rules("not loaded", good, fails("HST-043", "no audit rule")),
        rules("not stored", good, fails("HST-043", "lost at the next boot")),
        rules("a comment is no rule", "# " + good, fails("HST-043")),
        rules("reading is not writing", "-w /etc/docker -p r", fails("HST-043")),
        rules(
            "a rule that takes records out is listed like one that writes them",
            "-a never,exit -F path=/etc/docker/daemon.json -F perm=wa\n" + good,
            fails("HST-048"),
            passes("HST-043")),
        rules("no system call is audited", "-a never,task\n" + good, fails("HST-043")),
        rules(
            "the records of files are thrown away",
            good + "\n-a always,exclude -F msgtype=PATH",
            fails("HST-043")),
        rules(
            "root is left out first",
            "-a never,exit -F uid=0\n" + good,
            unseen("HST-043", "takes some records out")),
        rules(
            "only programs of 32 bits are heard",
            "-a always,exit -F arch=b32 -F dir=/etc/docker -F perm=wa",
            fails("HST-043")),
        rules(
            "only one user, or one call",
            "-a always,exit -F dir=/etc/docker -F perm=wa -F auid=1000\n"
                + "-a always,exit -S unlink -F dir=/etc/docker",
            fails("HST-043")),
        rules("a rule that is deleted", "-d always,exit -F dir=/etc/docker", fails("HST-043")));
  }

  static List<Trap> covered() {
    return List.of(
        rules(
            "a rule on the directory above, and the program where it really is",
            """
            -w /etc -p wa
            -w /usr/sbin/dockerd -p wa
            -w /usr/sbin/runc -p rwxa
            -w /opt/docker/ -p wa
            -w /usr/lib/systemd/ -p wa
            -w /var/run/docker.sock -p wa
            -w /bin/containerd -p wa""",
            passes("HST-040"),
            passes("HST-042"),
            passes("HST-043"),
            passes("HST-044"),
            passes("HST-046"),
            passes("HST-048"),
            passes("HST-051"),
            passes("HST-055")),
        rules(
            "the newer form, for both sizes of programs",
            """
            -a always,exit -F arch=b64 -F dir=/etc/docker -F perm=wa -F key=docker
            -a always,exit -F arch=b32 -F dir=/etc/docker -F perm=wa -F key=docker
            -a always,exit -F path=/usr/sbin/dockerd -F perm=wa""",
            passes("HST-040"),
            passes("HST-043")),
        trap(
            "a directory is watched by the name of a link to it",
            "ln -s /etc/docker /srv/conf; echo '-w /srv/conf" + WATCHES + "' >" + RULES,
            passes("HST-043")),
        rules("what is not there needs no watch", "", absent("HST-050")));
  }
}
