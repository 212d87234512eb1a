package io.bulkhead.audit.checks.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.ProcessSample;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilityUseTest {
  private static final long SYS_ADMIN = 1L << 21;

  private static Judging judge(ContainerSample container) {
    return Judging.of("CTR-003", Samples.host(container));
  }

  private static Judging judge(ContainerSample container, ProcessSample process) {
    return Judging.of(
        "CTR-003", Samples.host(container).process(container.pid(), process.reading()));
  }

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  @Test
  void the_default_set_passes() {
    judge(web())
        .quotes("/proc/4000/status CapBnd 00000000a80425fb")
        .passes("holds no capability beyond the default");
  }

  @Test
  void the_default_mask_holds_exactly_the_14_names() {
    assertThat(Capabilities.names(ProcessSample.DEFAULT_CAPABILITIES))
        .containsExactlyInAnyOrderElementsOf(Capabilities.DEFAULT);
    assertThat(Long.bitCount(ProcessSample.DEFAULT_CAPABILITIES)).isEqualTo(14);
    assertThat(Capabilities.DEFAULT).hasSize(14);
    assertThat(Capabilities.names(ProcessSample.ALL_CAPABILITIES)).hasSize(41);
  }

  @Test
  void what_the_process_holds_fails_though_the_engine_knows_nothing_of_it() {
    judge(web(), web().process().capabilities(ProcessSample.DEFAULT_CAPABILITIES | SYS_ADMIN))
        .fails("holds SYS_ADMIN");
  }

  @Test
  void the_bounding_set_counts_for_a_process_without_effective_ones() {
    judge(web(), web().process().capabilities(0).mask("CapBnd", SYS_ADMIN | 1L << 16))
        .fails("holds SYS_ADMIN, SYS_MODULE");
  }

  @Test
  void ambient_capabilities_count() {
    judge(web(), web().process().mask("CapAmb", 1L << 12)).fails("holds NET_ADMIN");
  }

  @Test
  void all_of_them_are_not_listed_one_by_one() {
    judge(web().privileged(), web().process().capabilities(ProcessSample.ALL_CAPABILITIES))
        .fails("holds nearly all capabilities (27 beyond the default)");
  }

  @Test
  void bits_without_a_name_are_told_by_number() {
    judge(web(), web().process().mask("CapEff", 1L << 45)).fails("holds capability 45");
  }

  @Test
  void what_the_first_process_gave_up_an_exec_still_gets() {
    judge(web().capAdd("CAP_NET_ADMIN"))
        .fails("its first process gave up, but `docker exec` still gets NET_ADMIN");
  }

  @Test
  void a_stopped_container_is_judged_by_its_settings() {
    judge(ContainerSample.exited("old").capAdd("net_admin"))
        .decidedBy(Outcome.FAIL, "container old (exited): asks for NET_ADMIN");
    judge(ContainerSample.exited("old").privileged())
        .fails("asks for nearly all capabilities (27 beyond the default)");
    judge(ContainerSample.exited("old").capDrop("ALL").capAdd("CHOWN"))
        .passes("asks for no capability beyond the default");
  }

  @Test
  void names_in_any_spelling_and_all_are_understood() {
    assertThat(Capabilities.given(List.of("cap_sys_admin", "CHOWN"), List.of()))
        .contains("SYS_ADMIN", "CHOWN", "KILL")
        .hasSize(15);
    assertThat(Capabilities.given(List.of("all"), List.of("CAP_SYS_ADMIN")))
        .hasSize(40)
        .doesNotContain("SYS_ADMIN");
    assertThat(Capabilities.given(List.of("SYS_TIME"), List.of("ALL"))).containsExactly("SYS_TIME");
    assertThat(Capabilities.given(List.of("SYS_TIME"), List.of("SYS_TIME"))).contains("SYS_TIME");
    assertThat(Capabilities.given(List.of(), List.of("net_raw"))).hasSize(13);
  }

  @Test
  void an_unseen_process_is_undetermined_and_its_settings_still_fail() {
    Judging.of("CTR-003", Samples.host(web()).process(4000, Samples.denied("/proc/4000")))
        .isUndetermined("could not read /proc/4000: permission denied");
    Judging.of(
            "CTR-003",
            Samples.host(web().capAdd("SYS_ADMIN")).process(4000, Samples.denied("/proc/4000")))
        .fails("asks for SYS_ADMIN");
  }

  @Test
  void a_process_of_another_cgroup_proves_nothing() {
    judge(web(), ProcessSample.onHost(4000, "bash").capabilities(0))
        .isUndetermined(
            "could not read /proc/4000: pid 4000 is not in this container's cgroup but in"
                + " /system.slice/bash.service");
  }

  @Test
  void privileged_is_a_check_of_its_own_stopped_or_not() {
    Judging.of("CTR-002", Samples.host(web())).passes("is not privileged");
    Judging.of(
            "CTR-002",
            Samples.host(web(), ContainerSample.exited("old").state("created").privileged()))
        .decidedBy(Outcome.FAIL, "container old (created): is privileged");
  }
}
