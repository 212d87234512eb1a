package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamespaceTest {
  private static final String HOST_NET = "net:[4026531840]";

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Judging judge(SnapshotBuilder host) {
    return Judging.of("CTR-008", host);
  }

  private static Judging judge(String id, SnapshotBuilder host) {
    return Judging.of(id, host);
  }

  @Test
  void namespaces_of_its_own_pass() {
    judge(Samples.host(web())).passes("has a network namespace of its own");
    judge("CTR-009", Samples.host(web())).passes("has a pid namespace of its own");
    judge("CTR-010", Samples.host(web())).passes("has an ipc namespace of its own");
    judge("CTR-011", Samples.host(web())).passes("has a uts namespace of its own");
    judge("CTR-013", Samples.host(web())).passes("has a cgroup namespace of its own");
  }

  @Test
  void the_host_network_fails() {
    SnapshotBuilder host = Samples.host(web().networkMode("host"));
    host.process(4000, web().process().namespace("net", HOST_NET).reading());
    judge(host)
        .quotes("/proc/4000/ns/net net:[4026531840]")
        .decidedBy(Outcome.FAIL, "container web: shares the host's network namespace");
  }

  @Test
  void equal_inodes_fail_though_the_mode_says_otherwise() {
    judge(
            "CTR-009",
            Samples.host(web())
                .process(4000, web().process().namespace("pid", "pid:[4026531840]").reading()))
        .fails("shares the host's pid namespace");
  }

  @Test
  void the_host_is_where_the_daemon_is() {
    String own = "net:[4026599999]";
    SnapshotBuilder host = Samples.host(web());
    host.process(4000, web().process().namespace("net", own).reading());
    host.process(
        DaemonSample.PID,
        ProcessSample.onHost(DaemonSample.PID, "dockerd").namespace("net", own).reading());
    judge(host).fails("shares the host's network namespace");
  }

  @ParameterizedTest
  @CsvSource({"CTR-009,pid", "CTR-010,ipc", "CTR-011,uts", "CTR-013,cgroup"})
  void each_namespace_is_a_finding_of_its_own(String id, String kind) {
    ContainerSample all =
        ContainerSample.exited("web")
            .pidMode("host")
            .ipcMode("host")
            .utsMode("host")
            .cgroupnsMode("host");
    judge(id, Samples.host(all)).fails("shares the host's " + kind + " namespace");
    judge(Samples.host(all)).passes("has a network namespace of its own");
  }

  @Test
  void an_ipc_namespace_that_others_may_join_is_told() {
    judge("CTR-010", Samples.host(ContainerSample.exited("web").ipcMode("shareable")))
        .passes("has an ipc namespace of its own, which other containers may join");
  }

  @Test
  void a_stopped_container_that_joins_one_on_the_host_network_fails() {
    judge(
            Samples.host(
                ContainerSample.exited("a").networkMode("container:b"),
                ContainerSample.exited("b").networkMode("container:" + ContainerSample.idOf("c")),
                ContainerSample.exited("c").networkMode("host")))
        .decidedBy(
            Outcome.FAIL,
            "container a (exited): shares the host's network namespace",
            "container b (exited): shares the host's network namespace",
            "container c (exited): shares the host's network namespace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"container:gone", "container:a"})
  void a_chain_that_leads_nowhere_is_undetermined(String mode) {
    judge("CTR-010", Samples.host(ContainerSample.exited("a").ipcMode(mode)))
        .isUndetermined("whether it shares the host's ipc namespace was not seen");
  }

  @Test
  void joining_a_container_with_its_own_namespace_passes() {
    judge("CTR-009", Samples.host(ContainerSample.exited("a").pidMode("container:web"), web()))
        .passes("has a pid namespace of its own");
  }

  @Test
  void unreadable_namespaces_are_undetermined() {
    judge(Samples.host(web()).process(4000, web().process().withoutNamespaces().reading()))
        .isUndetermined("whether it shares the host's network namespace was not seen");
  }

  @Test
  void a_claim_is_enough_to_fail() {
    judge(Samples.host(web().networkMode("host")).process(4000, Samples.denied("/proc/4000")))
        .fails("shares the host's network namespace");
  }

  @Test
  void the_user_namespace_counts_only_where_the_engine_remaps() {
    judge("CTR-012", Samples.host(web().usernsMode("host")))
        .isNotApplicable("the engine maps no users to others");
    judge(
            "CTR-012",
            Samples.host(
                EngineSample.debian13().securityOptions("name=rootless").containers(web()),
                DaemonSample.systemd()))
        .isNotApplicable("a rootless engine maps all its containers together");
    judge(
            "CTR-012",
            Samples.host(
                EngineSample.debian13()
                    .securityOptions("name=userns")
                    .containers(web().usernsMode("host")),
                DaemonSample.systemd()))
        .fails("shares the host's user namespace");
  }
}
