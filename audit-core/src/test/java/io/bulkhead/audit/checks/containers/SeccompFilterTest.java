package io.bulkhead.audit.checks.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters of system calls (CTR-006) and no-new-privileges (CTR-007). */
class SeccompFilterTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static ContainerSample old() {
    return ContainerSample.exited("old");
  }

  private static Judging judge(ContainerSample container) {
    return Judging.of("CTR-006", Samples.host(container));
  }

  private static Judging engine(String option, ContainerSample container) {
    return Judging.of(
        "CTR-006",
        Samples.host(
            EngineSample.debian13().securityOptions(option).containers(container),
            DaemonSample.systemd()));
  }

  @Test
  void a_filtered_process_passes() {
    judge(web()).quotes("/proc/4000/status Seccomp 2").passes("its process has a filter");
  }

  @Test
  void an_unfiltered_process_fails_whatever_is_configured() {
    Judging.of("CTR-006", Samples.host(web()).process(4000, web().process().seccomp(0).reading()))
        .fails("its process has no filter");
  }

  @Test
  void a_filter_of_its_own_does_not_make_up_for_unconfined() {
    judge(web().option("seccomp=unconfined")).fails("asks to run without a filter");
    judge(web().option("seccomp:unconfined")).fails("asks to run without a filter");
  }

  @Test
  void privileged_fails() {
    judge(web().privileged()).fails("is privileged, and so runs without the engine's filter");
  }

  @Test
  void a_profile_that_allows_by_default_fails() {
    judge(web().option("seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"))
        .fails("has a profile of its own that allows by default");
  }

  @Test
  void a_profile_that_denies_by_default_passes() {
    judge(web().option("seccomp={\"defaultAction\": \"SCMP_ACT_ERRNO\", \"syscalls\": []}"))
        .passes("its process has a filter");
    judge(old().option("seccomp=builtin")).passes("gets the built-in filter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"defaultAction\":\"SCMP_ACT_KILL_PROCESS\"} | DENIES",
        "{\"defaultAction\":\"SCMP_ACT_LOG\"} | ALLOWS",
        "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"DefaultAction\":\"SCMP_ACT_ALLOW\"} | ALLOWS",
        "{\"defaultAction\":\"SCMP_ACT_ERRNO\",\"\\u0064efaultAction\":\"x\"} | UNKNOWN",
        "{\"defaultAction\":\"SCMP_ACT_NOTIFY\"} | UNKNOWN",
        "{} | UNKNOWN",
        "/etc/profile.json | UNKNOWN",
      })
  void the_default_action_is_read_as_the_engine_reads_it(
      String profile, SeccompText.Default expected) {
    assertThat(SeccompText.defaultAction(profile)).isEqualTo(expected);
  }

  @Test
  void the_engines_default_counts_for_a_container_without_its_own() {
    engine("name=seccomp,profile=unconfined", old()).fails("gets no filter from the engine");
    engine("name=seccomp,profile=unconfined", web()).fails("gets no filter from the engine");
    engine("name=seccomp,profile=default", old()).passes("gets the engine's built-in filter");
    engine("name=seccomp,profile=/etc/s.json", web())
        .isUndetermined("gets the operator's profile /etc/s.json, which was not seen");
  }

  @Test
  void an_unseen_process_is_undetermined() {
    Judging.of("CTR-006", Samples.host(web()).process(4000, Samples.denied("/proc/4000")))
        .isUndetermined("could not read /proc/4000: permission denied");
  }

  @Test
  void the_bit_of_the_process_decides_about_new_privileges() {
    Judging.of("CTR-007", Samples.host(web()))
        .quotes("/proc/4000/status NoNewPrivs 0")
        .fails("its process can gain privileges");
    Judging.of("CTR-007", Samples.host(web()).process(4000, web().process().noNewPrivs().reading()))
        .passes("its process cannot gain privileges");
    Judging.of("CTR-007", Samples.host(web().option("no-new-privileges")))
        .fails("its process can gain privileges");
  }

  @ParameterizedTest
  @CsvSource({
    "no-new-privileges, PASS",
    "no-new-privileges=true, PASS",
    "no-new-privileges:true, PASS",
    "no-new-privileges=1, PASS",
    "no-new-privileges=false, FAIL",
    "no-new-privileges:false, FAIL",
    "no-new-privileges=yes, UNDETERMINED",
    "label=disable, UNDETERMINED",
  })
  void a_stopped_container_is_judged_by_its_option(String option, Outcome outcome) {
    Judging judged = Judging.of("CTR-007", Samples.host(old().option(option)));
    assertThat(judged.verdict().outcome()).isEqualTo(outcome);
  }

  @Test
  void the_last_of_two_options_counts() {
    Judging.of(
            "CTR-007",
            Samples.host(old().option("no-new-privileges").option("no-new-privileges=false")))
        .fails("asks for no-new-privileges=false");
  }

  @Test
  void without_an_option_the_default_at_its_creation_is_not_shown() {
    Judging.of("CTR-007", Samples.host(old()))
        .isUndetermined(
            "has no option of its own, and the engine's default at its creation is not shown");
  }
}
