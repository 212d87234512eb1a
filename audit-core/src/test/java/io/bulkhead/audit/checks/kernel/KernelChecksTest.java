package io.bulkhead.audit.checks.kernel;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChecksTest {
  private static final String NF = "net.bridge.bridge-nf-call-iptables";
  private static final String ICC = "com.docker.network.bridge.enable_icc";
  private static final String ACTIONS = "/proc/sys/kernel/seccomp/actions_avail";

  private static SnapshotBuilder kernel(KernelSample kernel) {
    return Samples.host().kernel(kernel.build());
  }

  private static SnapshotBuilder bridge(String icc, Reading<String> sysctl) {
    return Samples.host(EngineSample.debian13().bridgeOption(ICC, icc), DaemonSample.systemd())
        .kernel(new KernelSample().sysctl(NF, sysctl).build());
  }

  @Test
  void filter_mode_passes() {
    Judging.of("KRN-001", Samples.host()).passes("the kernel has seccomp filter mode");
  }

  @Test
  void no_filter_mode_fails() {
    Judging.of(
            "KRN-001",
            kernel(new KernelSample().seccompActions(Reading.absent(Origin.observed(ACTIONS)))))
        .fails("the kernel has no seccomp filter mode");
  }

  @Test
  void a_filtered_process_proves_it_on_an_old_kernel() {
    ContainerSample web = ContainerSample.running("web", 4000);
    KernelSample old = new KernelSample().seccompActions(Reading.absent(Origin.observed(ACTIONS)));
    Judging.of("KRN-001", Samples.host(web).kernel(old.build()))
        .quotes("/proc/4000 Seccomp 2")
        .passes("the kernel filters system calls of a running process");
  }

  @Test
  void unseen_actions_are_undetermined() {
    Judging.of("KRN-001", kernel(new KernelSample().seccompActions(Samples.denied(ACTIONS))))
        .isUndetermined("could not read " + ACTIONS + ": permission denied");
    Judging.of(
            "KRN-001",
            kernel(new KernelSample().seccompActions(Samples.seen(List.of("log"), ACTIONS))))
        .fails("the kernel's seccomp knows no action 'errno'");
  }

  @Test
  void filtered_bridges_pass() {
    Judging.of("KRN-002", Samples.host()).passes("bridged traffic passes the packet filter");
  }

  @Test
  void unfiltered_bridges_fail_where_a_network_keeps_containers_apart() {
    Judging.of("KRN-002", bridge("false", Samples.seen("0", "sysctl " + NF)))
        .fails(NF + " is 0, so icc=false has no effect on bridge");
    Judging.of("KRN-002", bridge("false", Reading.absent(Origin.observed("sysctl " + NF))))
        .fails("br_netfilter is not loaded, so icc=false has no effect on bridge");
    Judging.of("KRN-002", bridge("false", Samples.denied("sysctl " + NF)))
        .isUndetermined("could not read sysctl " + NF + ": permission denied");
  }

  @Test
  void where_nothing_needs_it_it_does_not_apply() {
    Judging.of("KRN-002", bridge("true", Samples.seen("0", "sysctl " + NF)))
        .isNotApplicable("no network keeps its containers apart");
  }

  @Test
  void an_engine_without_user_namespaces_needs_none() {
    Judging.of("KRN-003", Samples.host()).isNotApplicable("no engine here uses user namespaces");
  }

  @Test
  void a_remapping_engine_needs_some() {
    SnapshotBuilder remapped =
        Samples.host(
            EngineSample.debian13().securityOptions("name=userns"), DaemonSample.systemd());
    Judging.of("KRN-003", remapped).passes("user.max_user_namespaces is 63000");
    remapped.kernel(new KernelSample().sysctl("user.max_user_namespaces", "0").build());
    Judging.of("KRN-003", remapped)
        .fails("user.max_user_namespaces is 0, so no user namespace can be made");
  }

  @Test
  void a_configured_remap_needs_some_at_the_next_start() {
    Judging.of(
            "KRN-003",
            Samples.host(
                    EngineSample.debian13(),
                    DaemonSample.systemd().nextStart("userns-remap", ConfigValue.of("default")))
                .kernel(new KernelSample().sysctl("user.max_user_namespaces", "0").build()))
        .fails("user.max_user_namespaces is 0, so no user namespace can be made");
  }

  @Test
  void a_rootless_engine_needs_them_without_privilege() {
    Judging.of(
            "KRN-003",
            Samples.host(
                    EngineSample.debian13().securityOptions("name=rootless"),
                    DaemonSample.systemd())
                .kernel(new KernelSample().sysctl("kernel.unprivileged_userns_clone", "0").build()))
        .fails("kernel.unprivileged_userns_clone is 0, and a rootless engine needs 1");
  }

  @Test
  void an_unseen_engine_is_undetermined() {
    Judging.of(
            "KRN-003",
            Samples.host(
                EngineSample.debian13().unreachable("refused"),
                DaemonSample.systemd().running("userns-remap", Samples.denied("/proc/812"))))
        .isUndetermined("whether the engine uses user namespaces was not seen");
  }
}
