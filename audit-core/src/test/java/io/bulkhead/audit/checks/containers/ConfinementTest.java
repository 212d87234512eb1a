package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.KernelSample;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AppArmor (CTR-004) and SELinux (CTR-005). */
class ConfinementTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static ContainerSample old() {
    return ContainerSample.exited("old");
  }

  private static SnapshotBuilder labelled(String label) {
    return Samples.host(web()).process(4000, web().process().label(label).reading());
  }

  private static SnapshotBuilder selinux(String label) {
    return labelled(label).kernel(new KernelSample().selinux(true).build());
  }

  @Test
  void an_enforced_label_passes() {
    Judging.of("CTR-004", Samples.host(web()))
        .quotes("/proc/4000/attr/current docker-default (enforce)")
        .passes("its process runs as docker-default (enforce)");
  }

  @ParameterizedTest
  @CsvSource({
    "unconfined, FAIL, its process is unconfined",
    "docker-default (complain), FAIL, its profile only complains: docker-default (complain)",
    "mine (unconfined), FAIL, its process is unconfined",
    "mine (kill), PASS, its process runs as mine (kill)",
    "a//&b (mixed), UNDETERMINED, its label says no mode: a//&b (mixed)",
    "odd, UNDETERMINED, its label says no mode: odd",
  })
  void the_label_decides(String label, Outcome outcome, String says) {
    Judging.of("CTR-004", labelled(label)).decidedBy(outcome, "container web: " + says);
  }

  @Test
  void what_the_engine_says_does_not_count_against_the_label() {
    ContainerSample claims = web().privileged().appArmor("docker-default");
    Judging.of(
            "CTR-004",
            Samples.host(claims).process(4000, web().process().label("unconfined").reading()))
        .fails("its process is unconfined");
  }

  @Test
  void an_unreadable_label_is_undetermined() {
    Judging.of(
            "CTR-004",
            Samples.host(web())
                .process(
                    4000,
                    web().process().label(Samples.denied("/proc/4000/attr/current")).reading()))
        .isUndetermined("could not read /proc/4000/attr/current: permission denied");
  }

  @Test
  void without_app_armor_it_does_not_apply() {
    Judging.of("CTR-004", Samples.host(web()).kernel(new KernelSample().withoutAppArmor().build()))
        .isNotApplicable("the kernel has no AppArmor");
    Judging.of(
            "CTR-004",
            Samples.host(web())
                .kernel(
                    new KernelSample().appArmor(KernelSample.appArmor(false, Map.of())).build()))
        .isNotApplicable("AppArmor is switched off in the kernel");
    Judging.of(
            "CTR-004",
            Samples.host(
                EngineSample.debian13().securityOptions("name=rootless").containers(web()),
                DaemonSample.systemd()))
        .isNotApplicable("a rootless engine cannot apply a profile");
  }

  @Test
  void a_stopped_container_is_judged_by_what_it_will_get() {
    Judging.of("CTR-004", Samples.host(old())).passes("will run as docker-default (enforce)");
    Judging.of("CTR-004", Samples.host(old().option("apparmor=unconfined")))
        .decidedBy(Outcome.FAIL, "container old (exited): asks to run unconfined");
    Judging.of("CTR-004", Samples.host(old().option("apparmor:unconfined")))
        .fails("asks to run unconfined");
    Judging.of("CTR-004", Samples.host(old().privileged()))
        .fails("is privileged, and so runs unconfined");
    Judging.of("CTR-004", Samples.host(old().option("apparmor=mine")))
        .isUndetermined("profile mine is not loaded now");
  }

  @Test
  void without_selinux_it_does_not_apply() {
    Judging.of("CTR-005", Samples.host(web())).isNotApplicable("the kernel runs no SELinux");
  }

  @ParameterizedTest
  @CsvSource({
    "'system_u:system_r:container_t:s0:c1,c2', PASS, has type container_t",
    "system_u:system_r:spc_t:s0, FAIL, 'has type spc_t, which SELinux does not confine'",
    "unconfined_u:unconfined_r:unconfined_t:s0, FAIL,"
        + " 'has type unconfined_t, which SELinux does not confine'",
    "system_u:system_r:mine.process:s0, UNDETERMINED,"
        + " what type 'mine.process' may do is not known",
    "nonsense, UNDETERMINED, what type '' may do is not known",
  })
  void the_type_decides(String label, Outcome outcome, String says) {
    Judging.of("CTR-005", selinux(label)).decidedBy(outcome, "container web: " + says);
  }

  @Test
  void permissive_selinux_confines_nobody() {
    Judging.of("CTR-005", Samples.host(web()).kernel(new KernelSample().selinux(false).build()))
        .fails("SELinux is permissive and denies nothing");
  }

  @Test
  void a_stopped_container_with_labels_disabled_fails() {
    for (String option : new String[] {"label=disable", "label:disable"}) {
      Judging.of(
              "CTR-005",
              Samples.host(old().option(option)).kernel(new KernelSample().selinux(true).build()))
          .fails("asks to run without confinement by SELinux");
    }
  }

  @Test
  void a_stopped_container_of_an_engine_without_selinux_fails() {
    Judging.of(
            "CTR-005",
            Samples.host(old().processLabel("system_u:system_r:container_t:s0"))
                .kernel(new KernelSample().selinux(true).build()))
        .fails("the engine does not use SELinux");
  }

  @Test
  void a_gone_process_is_undetermined() {
    Judging.of(
            "CTR-005",
            Samples.host(web())
                .kernel(new KernelSample().selinux(true).build())
                .process(4000, ProcessSample.onHost(4000, "sh").reading()))
        .isUndetermined(
            "could not read /proc/4000: pid 4000 is not in this container's cgroup but in"
                + " /system.slice/sh.service");
  }
}
