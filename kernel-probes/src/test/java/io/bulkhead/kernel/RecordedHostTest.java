package io.bulkhead.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Listener;
import io.bulkhead.audit.snapshot.Listener.Holder;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All gatherers on a recorded host; what is expected was found by other tools (ORIGIN.md). */
class RecordedHostTest {
  private static final String WEB =
      "dc787776d471ca5556bc29a8aa93c97204ae956f9940a4e98ace6d2b306bc37a";
  private static final String HOSTNET =
      "ee15b1f5b6e658aabe4ef2327e4a2c8cd363683d5b8d76547dbe10d04ad63a3f";
  private static final String PRIV =
      "856a2c9e9e0bd3bada2d7ad3164f214065f22747b39793fbd667680db3a905e7";
  private static final int DOCKERD = 494;

  private final FakeHostFiles files =
      HostTree.load(
          "debian12-nspawn",
          WEB,
          ContainerSample.idOf("web"),
          HOSTNET,
          ContainerSample.idOf("hostnet"),
          PRIV,
          ContainerSample.idOf("priv"));

  private HostSnapshot gather(ContainerSample... containers) {
    Daemon.Running running =
        new Daemon.Running(
            DOCKERD,
            "/usr/sbin/dockerd",
            List.of("dockerd"),
            Reading.absent(Origin.observed("x")),
            0,
            false);
    SnapshotBuilder draft =
        new SnapshotBuilder()
            .engine(EngineSample.debian12().containers(containers).build())
            .daemon(
                DaemonSample.systemd()
                    .process(Reading.present(running, Origin.observed("/proc/494")))
                    .build());
    List<Gatherer> all = KernelGatherers.all(files);
    for (Gatherer.Phase phase : Gatherer.Phase.values()) {
      all.stream().filter(g -> g.phase() == phase).forEach(g -> g.gather(draft));
    }
    return draft.build();
  }

  private HostSnapshot gather() {
    return gather(
        ContainerSample.running("web", 646),
        ContainerSample.running("hostnet", 871),
        ContainerSample.running("priv", 768));
  }

  private static <T> T seen(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Present.class);
    return reading.seen().orElseThrow();
  }

  @Test
  void the_system_is_described() {
    HostSnapshot host = gather();
    assertThat(seen(host.os()).id()).isEqualTo("debian");
    assertThat(seen(host.os()).versionId()).isEqualTo("12");
    assertThat(seen(host.kernel().release())).isEqualTo("6.18.44-fc-v595");
    assertThat(seen(host.kernel().machine())).isEqualTo("x86_64");
    assertThat(seen(host.kernel().cgroupVersion())).isEqualTo("hybrid");
    assertThat(seen(host.kernel().container())).isEqualTo("systemd-nspawn");
    assertThat(seen(host.kernel().seccompActions())).contains("kill_process", "user_notif");
    assertThat(host.kernel().appArmor()).isInstanceOf(Reading.Absent.class);
    assertThat(host.vantage().notes()).isEmpty();
  }

  @Test
  void a_whole_system_in_a_container_is_a_host_but_its_kernel_is_not_its_own() {
    assertThat(gather().kernel().installed()).isInstanceOf(Reading.Unreadable.class);
    assertThat(gather().accounts()).isInstanceOf(Reading.Present.class);
  }

  @Test
  void sysctls_are_those_of_the_engines_network() {
    HostSnapshot host = gather();
    assertThat(seen(host.kernel().sysctl("net.ipv4.ip_forward"))).isEqualTo("1");
    assertThat(seen(host.kernel().sysctl("net.bridge.bridge-nf-call-iptables"))).isEqualTo("1");
    assertThat(seen(host.kernel().sysctl("kernel.dmesg_restrict"))).isEqualTo("1");
    assertThat(host.kernel().sysctl("kernel.yama.ptrace_scope")).isInstanceOf(Reading.Absent.class);
  }

  @Test
  void members_of_the_docker_group_are_listed() {
    var accounts = seen(gather().accounts());
    assertThat(accounts.group(101).orElseThrow().name()).isEqualTo("docker");
    assertThat(accounts.group(101).orElseThrow().members()).containsExactly("dev");
    assertThat(accounts.user("plain")).isPresent();
    assertThat(accounts.otherSources()).isEmpty();
  }

  @Test
  void listeners_name_who_holds_them() {
    List<Listener> listeners = seen(gather().listeners());
    assertThat(listeners)
        .extracting(l -> l.protocol() + " " + l.address() + " " + l.port())
        .containsExactly("tcp 127.0.0.1 2375", "tcp6 :: 8088", "tcp 127.0.0.1 37757");
    assertThat(seen(listeners.get(0).holders()))
        .extracting(Holder::pid, Holder::command, Holder::containerId)
        .containsExactly(tuple(1, "systemd", ""), tuple(DOCKERD, "dockerd", ""));
    assertThat(seen(listeners.get(1).holders()))
        .extracting(Holder::command, Holder::containerId)
        .containsExactly(tuple("busybox", ContainerSample.idOf("hostnet")));
  }

  @Test
  void the_engines_own_listeners_are_found_by_its_descriptors() {
    assertThat(seen(gather().daemonListeners()))
        .extracting(l -> l.address() + ":" + l.port())
        .containsExactly("127.0.0.1:2375");
  }

  @Test
  void a_containers_first_process_is_described_by_the_kernel() {
    ProcessFacts web = seen(gather().process(646));
    assertThat(web.command()).isEqualTo("busybox");
    assertThat(web.capabilities()).containsEntry("CapEff", 0xa80425fbL);
    assertThat(web.noNewPrivs()).isFalse();
    assertThat(web.seccomp()).isEqualTo(2);
    assertThat(web.label()).isInstanceOf(Reading.Absent.class);
    assertThat(seen(web.uidMap())).containsExactly(new ProcessFacts.IdMap(0, 0, 4294967295L));
    assertThat(web.namespaces()).containsKeys("net", "mnt", "pid", "user");
    assertThat(web.cgroup()).isEqualTo("/docker/" + ContainerSample.idOf("web"));
    Instant started = Instant.ofEpochMilli(web.startedEpochMillis());
    assertThat(started.toString()).startsWith("2026-11-23T22:45:31");
  }

  @Test
  void a_privileged_container_shows_its_masks_and_its_no_new_privs_bit() {
    ProcessFacts priv = seen(gather().process(768));
    assertThat(priv.capabilities().get("CapBnd")).isEqualTo(0x3ffeffffffL);
    assertThat(priv.noNewPrivs()).isTrue();
  }

  @Test
  void arguments_are_kept_of_the_engine_and_not_of_containers() {
    HostSnapshot host = gather();
    assertThat(seen(host.process(646)).argv()).containsExactly("/bin/busybox");
    assertThat(seen(host.process(DOCKERD)).argv()).contains("-H", "fd://");
  }

  @Test
  void a_number_that_belongs_to_another_process_is_not_believed() {
    HostSnapshot host =
        gather(ContainerSample.running("web", 768), ContainerSample.running("gone", 64999));
    assertThat(host.process(768))
        .isEqualTo(
            Reading.unreadable(
                Origin.observed("/proc/768"),
                "process 768 of this system does not belong to the container"));
    assertThat(host.process(64999))
        .isEqualTo(
            Reading.unreadable(
                Origin.observed("/proc/64999"), "there is no process 64999 on this system"));
  }

  @Test
  void in_a_container_of_an_application_nothing_is_said_about_the_host() {
    files.remove("/run/systemd/container").put("/run/.containerenv", "");
    HostSnapshot host = gather();
    String reason = "Bulkhead runs inside a container (podman) and does not see the host";
    assertThat(
            List.of(
                host.os(),
                host.accounts(),
                host.listeners(),
                host.daemonListeners(),
                host.process(646),
                host.file("/etc/docker/daemon.json"),
                host.kernel().rebootRequired(),
                host.kernel().sysctl("net.ipv4.ip_forward")))
        .allSatisfy(
            reading ->
                assertThat(reading)
                    .isInstanceOfSatisfying(
                        Reading.Unreadable.class, u -> assertThat(u.reason()).isEqualTo(reason)));
    assertThat(seen(host.kernel().release())).isEqualTo("6.18.44-fc-v595");
    assertThat(host.vantage().notes()).containsExactly(reason);
  }

  @Test
  void a_tree_of_files_has_accounts_but_no_running_system() {
    files.live(false);
    HostSnapshot host = gather();
    assertThat(host.accounts()).isInstanceOf(Reading.Present.class);
    assertThat(host.os()).isInstanceOf(Reading.Present.class);
    assertThat(host.kernel().installed()).isInstanceOf(Reading.Present.class);
    assertThat(
            List.of(
                host.kernel().release(),
                host.kernel().lsms(),
                host.kernel().selinux(),
                host.kernel().seccompActions(),
                host.kernel().cgroupVersion(),
                host.kernel().container(),
                host.listeners(),
                host.process(646)))
        .allSatisfy(
            reading ->
                assertThat(reading)
                    .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        u ->
                            assertThat(u.reason())
                                .isEqualTo("a tree of files has no running kernel")));
  }
}
