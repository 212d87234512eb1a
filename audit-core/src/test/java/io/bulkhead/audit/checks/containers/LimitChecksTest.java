package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container.Limits;
import io.bulkhead.audit.snapshot.Container.Ulimit;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitChecksTest {
  private static final long MIB = 1 << 20;

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Limits limits(long memory, long quota, long shares, String cpuset, long pids) {
    return new Limits(memory, 0, quota, shares, cpuset, pids, false, 0, List.of(), "");
  }

  private static SnapshotBuilder inside(ContainerSample container, InteriorSample interior) {
    return Samples.host(container).interior(ContainerSample.idOf("web"), interior.reading());
  }

  private static InteriorSample ordinary() {
    return InteriorSample.of(4000);
  }

  private static SnapshotBuilder stopped(Limits limits) {
    return Samples.host(ContainerSample.exited("old").limits(limits));
  }

  private static SnapshotBuilder unseen(ContainerSample container) {
    return Samples.host(container)
        .interior(ContainerSample.idOf("web"), Samples.denied("/proc/4000"));
  }

  @Test
  void the_memory_limit_in_force_counts_also_one_of_a_cgroup_above() {
    Judging.of("CTR-019", inside(web(), ordinary())).fails("may take all memory");
    Judging.of("CTR-019", inside(web(), ordinary().memory(512 * MIB)))
        .quotes("/sys/fs/cgroup/x/memory.max 536870912")
        .passes("is limited to 512 MiB of memory");
    Judging.of("CTR-019", inside(web().limits(limits(MIB, 0, 0, "", 0)), ordinary()))
        .fails("asks for a memory limit that is not in force");
    Judging.of("CTR-019", inside(web(), ordinary().memory(64L << 30)))
        .fails("is limited to 65536 MiB of memory, and the host has no more than 16384");
    Judging.of("CTR-019", unseen(web()))
        .isUndetermined("could not read /proc/4000: permission denied");
    Judging.of("CTR-019", stopped(limits(64 * MIB, 0, 0, "", 0)))
        .passes("asks for a limit of 64 MiB of memory");
    Judging.of("CTR-019", stopped(ContainerSample.none())).fails("may take all memory");
  }

  @Test
  void a_quota_processors_or_a_weight_bound_processor_time() {
    Judging.of("CTR-020", inside(web(), ordinary())).fails("may take every processor");
    Judging.of("CTR-020", inside(web(), ordinary().cpuLimited()))
        .passes("its processor time is limited");
    Judging.of("CTR-020", inside(web().limits(limits(0, 50000, 0, "", 0)), ordinary()))
        .fails("asks for a processor limit that is not in force");
    Judging.of("CTR-020", inside(web().limits(limits(0, 0, 1024, "", 0)), ordinary()))
        .fails("may take every processor");
    Judging.of("CTR-020", inside(web().limits(limits(0, 0, 512, "", 0)), ordinary()))
        .passes("has a processor weight of its own");
    Judging.of("CTR-020", inside(web().limits(limits(0, 0, 0, "0-1", 0)), ordinary()))
        .passes("runs on processors 0-1");
    Judging.of("CTR-020", stopped(limits(0, 50000, 0, "", 0))).passes("asks for a processor limit");
    Judging.of("CTR-020", stopped(ContainerSample.none())).fails("may take every processor");
    Judging.of("CTR-020", unseen(web()))
        .isUndetermined("could not read /proc/4000: permission denied");
  }

  @Test
  void processes_are_limited_by_number() {
    Judging.of("CTR-032", inside(web(), ordinary())).fails("may start processes without end");
    Judging.of("CTR-032", inside(web(), ordinary().pids(100))).passes("may start 100 processes");
    Judging.of("CTR-032", inside(web(), ordinary().pids(5000)))
        .fails("may start 5000 processes, at most 4096 expected");
    Judging.of(
            "CTR-032",
            inside(web(), ordinary().pids(5000)),
            Policy.DEFAULT.with(ContainerValues.MAX_PIDS, 6000))
        .passes("may start 5000 processes");
    Judging.of("CTR-032", inside(web().limits(limits(0, 0, 0, "", 5)), ordinary()))
        .fails("asks for a limit of processes that is not in force");
    Judging.of("CTR-032", stopped(limits(0, 0, 0, "", 7))).passes("asks for at most 7 processes");
    Judging.of("CTR-032", unseen(web()))
        .isUndetermined("could not read /proc/4000: permission denied");
  }

  @Test
  void ulimits_of_its_own_are_shown_to_a_person() {
    Limits own =
        new Limits(0, 0, 0, 0, "", 0, false, 0, List.of(new Ulimit("nofile", 1024, -1)), "");
    Judging.of("CTR-025", Samples.host(web().limits(own)))
        .isManual("has limits of its own, which a person has to want: nofile=1024:-1");
    Judging.of("CTR-025", Samples.host(web())).passes("has the engine's limits");
  }

  @Test
  void another_cgroup_needs_the_policy() {
    Limits other = new Limits(0, 0, 0, 0, "", 0, false, 0, List.of(), "/batch");
    Judging.of("CTR-029", Samples.host(web().limits(other)))
        .fails("is in cgroup /batch, where other limits hold");
    Judging.of(
            "CTR-029",
            Samples.host(web().limits(other)),
            Policy.DEFAULT.with(EngineValues.CGROUP_PARENTS, List.of("/batch")))
        .passes("is in cgroup /batch, which the policy allows");
    Judging.of("CTR-029", Samples.host(web())).passes("is in the engine's own cgroup");
  }

  @Test
  void evading_the_memory_killer_fails() {
    Judging.of("CTR-044", Samples.host(web().limits(oom(true, 0))))
        .fails("is never killed for memory, so that others are");
    Judging.of("CTR-044", Samples.host(web().limits(oom(false, -500))))
        .fails("is killed for memory after others: -500");
    Judging.of("CTR-044", Samples.host(web().limits(oom(false, 500))))
        .passes("is killed for memory like any other");
  }

  private static Limits oom(boolean disabled, long adjust) {
    return new Limits(0, 0, 0, 0, "", 0, disabled, adjust, List.of(), "");
  }
}
