package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigChecksTest {
  private static final String JSON = "/etc/docker/daemon.json";

  private static Judging judge(String id, DaemonSample daemon) {
    return Judging.of(id, Samples.host(EngineSample.debian13(), daemon));
  }

  private static Daemon.Problem problem(String severity) {
    return new Daemon.Problem(
        JSON + ":3:5", "hosts", severity, "hosts is also a flag of the unit", "remove one of them");
  }

  @Test
  void no_file_is_fine() {
    judge("DMN-012", DaemonSample.systemd())
        .passes("there is no file to refuse, and the flags are accepted");
  }

  @Test
  void a_file_without_problems_passes() {
    judge("DMN-012", DaemonSample.systemd().set("icc", ConfigValue.of(false)))
        .passes("the file parses and every key is known");
  }

  @Test
  void a_problem_that_stops_the_next_start_fails() {
    judge("DMN-012", DaemonSample.systemd().problem(problem("stops")))
        .decidedBy(
            Outcome.FAIL,
            JSON
                + ":3:5: hosts is also a flag of the unit: the next start fails; remove one of"
                + " them");
  }

  @Test
  void a_doubt_is_undetermined() {
    judge("DMN-012", DaemonSample.systemd().problem(problem("doubtful")))
        .isUndetermined("hosts is also a flag of the unit; remove one of them");
  }

  @Test
  void a_file_that_does_not_parse_fails_even_if_nobody_says_why() {
    judge("DMN-012", DaemonSample.systemd().configFile(file(false)))
        .fails("is not a JSON object: the next start fails");
  }

  @Test
  void without_a_version_the_keys_cannot_be_judged() {
    judge("DMN-012", DaemonSample.systemd().configFile(file(true)).version(""))
        .isUndetermined("the engine's version is not known, so neither are the keys it accepts");
  }

  private static Daemon.ConfigFile file(boolean parses) {
    return new Daemon.ConfigFile(JSON, true, "0", parses, 1);
  }

  @Test
  void equal_settings_pass() {
    judge("DMN-013", DaemonSample.systemd()).passes("all 34 settings are in effect as configured");
  }

  @Test
  void an_edited_file_without_a_restart_fails_key_by_key() {
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .nextStart("icc", ConfigValue.of(false))
                .nextStart("live-restore", ConfigValue.of(true)))
        .quotes("/etc/docker/daemon.json:2 false")
        .decidedBy(
            Outcome.FAIL,
            "icc: is true, but configured is false: not restarted since",
            "live-restore: is false, but configured is true: not reloaded since");
  }

  @Test
  void a_key_removed_from_the_file_keeps_its_value_until_a_restart() {
    judge("DMN-013", DaemonSample.systemd().running("live-restore", ConfigValue.of(true)))
        .fails("is true, but configured is false: not reloaded since");
  }

  @Test
  void what_the_engine_chose_itself_is_no_drift() {
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .set("storage-driver", ConfigValue.of(""))
                .running("storage-driver", ConfigValue.of("overlay2")))
        .passes("all 35 settings are in effect as configured");
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .set("storage-driver", ConfigValue.of("vfs"))
                .running("storage-driver", ConfigValue.of("overlay2")))
        .fails("is \"overlay2\", but configured is \"vfs\": not restarted since");
  }

  @Test
  void the_order_of_insecure_registries_means_nothing() {
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .set("insecure-registries", ConfigValue.of(List.of("b:5000", "a:5000")))
                .running("insecure-registries", ConfigValue.of(List.of("a:5000", "b:5000"))))
        .passes("all 34 settings are in effect as configured");
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .set("insecure-registries", ConfigValue.of(List.of("b:5000")))
                .running("insecure-registries", ConfigValue.of(List.of("a:5000", "b:5000"))))
        .fails("is [\"a:5000\", \"b:5000\"], but configured is [\"b:5000\"]: not reloaded since");
  }

  @Test
  void a_program_replaced_on_disk_fails() {
    judge("DMN-013", DaemonSample.systemd().argv("/usr/sbin/dockerd (deleted)", "-H", "fd://"))
        .decidedBy(
            Outcome.FAIL, "dockerd: its program was replaced on disk, the old one still runs");
  }

  @Test
  void assumed_and_unseen_settings_keep_it_from_passing() {
    Reading<ConfigValue> assumed =
        Reading.present(ConfigValue.of(true), Origin.assumed("a default"));
    judge(
            "DMN-013",
            DaemonSample.systemd()
                .running("icc", assumed)
                .running("debug", Samples.denied("/proc/812")))
        .isUndetermined("could not be compared: debug, icc");
  }

  @Test
  void a_stopped_engine_cannot_differ() {
    Judging.of(
            "DMN-013",
            Samples.host(
                EngineSample.debian13().unreachable("no socket"), DaemonSample.systemd().stopped()))
        .isNotApplicable("no daemon runs that could differ from its configuration");
  }
}
