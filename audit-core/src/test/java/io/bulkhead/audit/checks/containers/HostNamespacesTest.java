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
import org.junit.jupiter.params.provider.ValueSource;

class HostNamespacesTest {
  private static final String HOST_NET = "net:[4026531840]";

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Judging judge(SnapshotBuilder host) {
    return Judging.of("CTR-008", host);
  }

  @Test
  void namespaces_of_its_own_pass() {
    judge(Samples.host(web())).passes("has namespaces of its own");
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

  @Test
  void all_of_them_are_listed() {
    ContainerSample all = web().networkMode("host").pidMode("host").ipcMode("host").utsMode("host");
    judge(Samples.host(all)).fails("shares the host's network, pid, ipc, uts namespace");
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
    judge(Samples.host(ContainerSample.exited("a").ipcMode(mode)))
        .isUndetermined("whether it shares the host's ipc namespace was not seen");
  }

  @Test
  void joining_a_container_with_its_own_namespace_passes() {
    judge(Samples.host(ContainerSample.exited("a").pidMode("container:web"), web()))
        .passes("has namespaces of its own");
  }

  @Test
  void unreadable_namespaces_are_undetermined() {
    judge(Samples.host(web()).process(4000, web().process().withoutNamespaces().reading()))
        .isUndetermined(
            "whether it shares the host's network, pid, ipc, uts namespace was not seen");
  }

  @Test
  void a_claim_is_enough_to_fail() {
    judge(Samples.host(web().networkMode("host")).process(4000, Samples.denied("/proc/4000")))
        .fails("shares the host's network namespace");
  }

  @Test
  void the_user_namespace_counts_only_where_the_engine_remaps() {
    judge(Samples.host(web().usernsMode("host"))).passes("has namespaces of its own");
    judge(
            Samples.host(
                EngineSample.debian13()
                    .securityOptions("name=userns")
                    .containers(web().usernsMode("host")),
                DaemonSample.systemd()))
        .fails("shares the host's user namespace");
  }
}
