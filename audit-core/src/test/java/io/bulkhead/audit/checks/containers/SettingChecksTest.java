package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingChecksTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Container.Reach reach(
      Map<String, String> sysctls, List<String> rules, List<String> requests, List<String> groups) {
    return new Container.Reach(
        List.of("/proc/kcore"),
        List.of("/proc/sys", "/proc/sysrq-trigger"),
        sysctls,
        rules,
        requests,
        groups);
  }

  @Test
  void devices_of_every_kind_fail_unless_allowed() {
    Judging.of("CTR-024", Samples.host(web())).passes("is given no device of the host");
    Judging.of("CTR-024", Samples.host(web().device("/dev/null")))
        .passes("is given no device of the host");
    SnapshotBuilder all =
        Samples.host(
            web()
                .device("/dev/fuse")
                .reach(reach(Map.of(), List.of("a *:* rwm"), List.of("gpu"), List.of())));
    Judging.of("CTR-024", all).fails("is given /dev/fuse, a *:* rwm, gpu");
    Judging.of(
            "CTR-024",
            Samples.host(web().device("/dev/fuse")),
            Policy.DEFAULT.with(ContainerValues.DEVICES, List.of(Allowance.forAll("/dev/fuse"))))
        .passes("is given /dev/fuse, which the policy allows");
    Judging.of("CTR-024", Samples.host(ContainerSample.exited("old").privileged()))
        .decidedBy(Outcome.FAIL, "container old (exited): is privileged, and so has every device");
    Judging.of("CTR-024", Samples.host(web().bind("/dev/disk/x", "/x")))
        .isUndetermined("whether /dev/disk/x is a device was not seen");
    Judging.of(
            "CTR-024",
            Samples.host(web().bind("/dev/x", "/x"))
                .file("/dev/x", Samples.directory("/dev/x", 0755)))
        .passes("is given no device of the host");
  }

  @Test
  void secrets_are_told_by_place_and_sign() {
    SnapshotBuilder host =
        Samples.host(
            web()
                .secret("environment variable DB_PASSWORD", "its name says so")
                .secret("its arguments", "a GitHub token"));
    Judging.of("CTR-042", host)
        .quotes("GET /containers/776562000000/json Config.Env (redacted)")
        .fails(
            "holds what looks like a secret: environment variable DB_PASSWORD: its name says so");
    Judging.of("CTR-043", host)
        .fails("holds what looks like a secret: its arguments: a GitHub token");
    Judging.of("CTR-042", Samples.host(web())).passes("no variable of its own looks like a secret");
    Judging.of("CTR-043", Samples.host(web())).passes("no argument looks like a secret");
  }

  @Test
  void sysctls_need_the_policy() {
    SnapshotBuilder host =
        Samples.host(
            web()
                .reach(
                    reach(Map.of("net.core.somaxconn", "1024"), List.of(), List.of(), List.of())));
    Judging.of("CTR-045", host).fails("sets net.core.somaxconn");
    Judging.of(
            "CTR-045",
            host,
            Policy.DEFAULT.with(ContainerValues.SYSCTLS, List.of(Allowance.forAll("net.core.*"))))
        .passes("sets only what the policy allows");
    Judging.of("CTR-045", Samples.host(web())).passes("sets no kernel parameter");
  }

  @Test
  void powerful_groups_fail_by_name_and_by_number_of_the_host() {
    Judging.of("CTR-046", grouped("docker")).fails("joins group docker");
    Judging.of("CTR-046", grouped("" + Samples.DOCKER_GID))
        .fails("joins group " + Samples.DOCKER_GID + " (docker)");
    Judging.of("CTR-046", grouped("12345")).passes("joins no powerful group");
    Judging.of("CTR-046", Samples.host(web())).passes("joins no further group");
    Judging.of("CTR-046", grouped("12345").accounts(Samples.denied("/etc/group")))
        .isUndetermined("which groups of the host it joins was not seen");
    Judging.of("CTR-046", member(1000, Samples.DOCKER_GID))
        .fails("its processes are in group " + Samples.DOCKER_GID + " (docker)");
    Judging.of("CTR-046", member(0, Samples.DOCKER_GID)).passes("joins no further group");
  }

  @Test
  void the_group_beside_a_user_counts_in_every_spelling_but_not_that_of_root() {
    for (String user : new String[] {"1000:", "1000:+", "1000:00"}) {
      Judging.of(
              "CTR-046",
              Samples.host(ContainerSample.exited("old").user(user + Samples.DOCKER_GID)))
          .fails("joins group " + Samples.DOCKER_GID + " (docker)");
    }
    Judging.of("CTR-046", Samples.host(ContainerSample.exited("old").user("1000:0")))
        .passes("joins no further group");
    Judging.of("CTR-046", grouped("+0")).fails("joins group 0 (root)");
  }

  private static SnapshotBuilder member(long uid, long group) {
    return Samples.host(web())
        .interior(
            ContainerSample.idOf("web"),
            InteriorSample.of(4000).member("sleep", uid, group).reading());
  }

  private static SnapshotBuilder grouped(String group) {
    return Samples.host(web().reach(reach(Map.of(), List.of(), List.of(), List.of(group))));
  }

  @Test
  void an_unknown_runtime_fails() {
    Judging.of("CTR-047", Samples.host(web())).passes("uses runtime runc");
    Judging.of("CTR-047", Samples.host(web().runtime("evil")))
        .fails("uses runtime evil, which is not among the known ones");
    Judging.of("CTR-047", Samples.host(web().runtime("")))
        .passes("uses the engine's default runtime");
  }

  @Test
  void an_endless_log_fails() {
    Judging.of("CTR-050", Samples.host(web())).fails("its log grows without end");
    Judging.of("CTR-050", Samples.host(web().logOption("max-size", "10m")))
        .passes("its log files end at 10m");
    Judging.of("CTR-050", Samples.host(web().logDriver("local")))
        .passes("its log driver local keeps no endless file");
    Judging.of("CTR-050", Samples.host(web().logDriver("")))
        .isUndetermined("its log driver is not told");
  }

  @ParameterizedTest
  @CsvSource({
    "CTR-034,DAC_READ_SEARCH",
    "CTR-035,SYS_MODULE",
    "CTR-036,SYS_ADMIN",
    "CTR-037,SYS_PTRACE",
    "CTR-038,NET_ADMIN",
    "CTR-039,NET_RAW"
  })
  void a_capability_fails_however_it_came(String id, String name) {
    Judging.of(id, Samples.host(ContainerSample.exited("old").capAdd(name)))
        .fails("asks for " + name);
    Judging.of(
            id,
            Samples.host(web())
                .process(
                    4000, web().process().capabilities(ProcessSample.ALL_CAPABILITIES).reading()))
        .decidedBy(Outcome.FAIL, "container web: holds " + held(id, name));
    Judging.of(id, Samples.host(ContainerSample.exited("old").capDrop("ALL")))
        .passes(id.equals("CTR-038") ? "has none of them" : "does not have it");
    Policy policy =
        Policy.DEFAULT.with(ContainerValues.CAPABILITIES, List.of(Allowance.forAll(name)));
    Judging.of(id, Samples.host(ContainerSample.exited("old").capDrop("ALL").capAdd(name)), policy)
        .passes("has " + name + ", which the policy allows");
  }

  private static String held(String id, String name) {
    return id.equals("CTR-038")
        ? "BPF, CHECKPOINT_RESTORE, IPC_OWNER, LINUX_IMMUTABLE, MAC_ADMIN, MAC_OVERRIDE, NET_ADMIN,"
            + " PERFMON, SYSLOG, SYS_BOOT, SYS_RAWIO, SYS_TIME"
        : name;
  }

  @Test
  void an_unseen_process_is_undetermined() {
    Judging.of("CTR-036", Samples.host(web()).process(4000, Samples.denied("/proc/4000")))
        .isUndetermined("could not read /proc/4000: permission denied");
  }

  @Test
  void root_with_a_way_out_equals_the_host() {
    SnapshotBuilder host = Samples.host(web().bind("/run/docker.sock", "/s"));
    Judging.of("CTR-053", host)
        .fails(
            "its root can start a container as it likes: engine socket /run/docker.sock is mounted"
                + " at /s");
    Judging.of(
            "CTR-053",
            host.interior(
                ContainerSample.idOf("web"),
                InteriorSample.of(4000).member("sleep", 1000).reading()))
        .passes("would have a way to the host, but its processes are not root");
    Judging.of(
            "CTR-053",
            host.interior(
                ContainerSample.idOf("web"),
                InteriorSample.of(4000).member("sleep", 1000, Samples.DOCKER_GID).reading()))
        .fails("needs no root for it: engine socket /run/docker.sock is mounted at /s");
    Container.Reach open =
        new Container.Reach(List.of(), List.of(), Map.of(), List.of(), List.of(), List.of());
    Judging.of("CTR-053", Samples.host(web().reach(open)))
        .passes("no combination leads to the host");
    Judging.of(
            "CTR-053",
            Samples.host(ContainerSample.exited("old").reach(open).option("apparmor=unconfined")))
        .fails("its root can write to /proc/sys: asks for systempaths=unconfined");
    for (String rule : new String[] {"a *:* rwm", "b 8:0 r", "c *:* rwm"}) {
      Judging.of(
              "CTR-053",
              Samples.host(web().reach(reach(Map.of(), List.of(rule), List.of(), List.of()))))
          .fails("its root can write to disks of the host: is given " + rule);
      Judging.of(
              "CTR-038",
              Samples.host(web().reach(reach(Map.of(), List.of(rule), List.of(), List.of()))))
          .fails("holds MKNOD");
    }
    for (String disk : new String[] {"/dev/disk/by-id/x", "/dev/mmcblk0", "/dev/sda", "/dev/mem"}) {
      Judging.of("CTR-053", Samples.host(web().device(disk)))
          .fails("its root can write to disks of the host: is given " + disk);
    }
    Judging.of("CTR-053", Samples.host(web())).passes("no combination leads to the host");
    Judging.of("CTR-053", Samples.host(ContainerSample.exited("old").privileged()))
        .fails(
            "its root is privileged: it can mount the host's disk (2 ways; this is the shortest)");
    Judging.of(
            "CTR-053",
            Samples.host(ContainerSample.exited("old").capAdd("SYS_PTRACE").pidMode("host")))
        .fails("its root can trace every process of the host");
    Judging.of("CTR-053", Samples.host(web()).process(4000, Samples.denied("/proc/4000")))
        .isUndetermined("whether it has a way to the host was not wholly seen");
  }

  @Test
  void joining_a_more_powerful_container_fails() {
    Judging.of(
            "CTR-040",
            Samples.host(
                web().pidMode("container:boss"), ContainerSample.exited("boss").privileged()))
        .decidedBy(
            Outcome.FAIL, "container web: joins the pid namespace of boss, which is privileged");
    Judging.of(
            "CTR-040",
            Samples.host(
                ContainerSample.exited("a").networkMode("container:b"),
                ContainerSample.exited("b")))
        .passes("joins an ordinary container");
    Judging.of("CTR-040", Samples.host(ContainerSample.exited("a").networkMode("container:b")))
        .isUndetermined("joins the network namespace of a container that was not seen");
  }
}
