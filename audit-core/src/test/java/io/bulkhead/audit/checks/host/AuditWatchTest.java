package io.bulkhead.audit.checks.host;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.AuditTrail.Watch;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that count, and those that look as if. */
class AuditWatchTest {
  private static final String PATH = "/etc/docker";
  private static final Origin NETLINK = Origin.observed("audit netlink");
  private static final Watch WATCH = watch(PATH, "wa");

  private static Watch watch(String path, String permissions) {
    return new Watch(path, true, permissions, false, false);
  }

  private static Reading<AuditTrail.Status> status(long enabled, long pid) {
    return Reading.present(new AuditTrail.Status(enabled, pid), NETLINK);
  }

  private static Reading<List<Watch>> watches(Watch... all) {
    return Reading.present(List.of(all), NETLINK);
  }

  private static Judging judge(
      Reading<AuditTrail.Status> status, Reading<List<Watch>> loaded, Reading<List<Watch>> stored) {
    return Judging.of("HST-043", Samples.host().auditTrail(new AuditTrail(status, loaded, stored)));
  }

  private static Judging loaded(Watch... all) {
    return judge(status(1, 77), watches(all), watches(WATCH));
  }

  @Test
  void a_rule_that_is_loaded_and_stored_passes() {
    loaded(WATCH).passes("changes are recorded");
    loaded(watch("/etc", "rwxa")).passes("changes are recorded");
  }

  @Test
  void no_rule_fails_with_the_path() {
    loaded().decidedBy(Outcome.FAIL, "/etc/docker: no audit rule records who writes to it");
  }

  @Test
  void a_rule_that_looks_alike_does_not_count() {
    String says = "no audit rule records who writes to it";
    loaded(watch("/etc/dock", "wa")).fails(says);
    loaded(watch(PATH, "r")).fails(says);
    loaded(watch(PATH, "w")).fails(says);
    loaded(new Watch("/etc", false, "wa", false, false)).fails(says);
    loaded(new Watch(PATH, true, "wa", true, false)).fails(says);
    loaded(new Watch(PATH, true, "wa", false, true), WATCH).fails(says);
  }

  @Test
  void a_rule_that_nobody_stored_is_lost_at_the_next_boot() {
    judge(status(1, 77), watches(WATCH), watches()).fails("the rule is lost at the next boot");
  }

  @Test
  void a_rule_whose_records_nobody_takes_fails() {
    String says = "there is a rule, but nobody takes its records";
    judge(status(0, 77), watches(WATCH), watches(WATCH)).fails(says);
    judge(status(1, 0), watches(WATCH), watches(WATCH)).fails(says);
  }

  @Test
  void a_kernel_without_an_audit_system_fails() {
    judge(Reading.absent(NETLINK), Reading.absent(NETLINK), watches())
        .fails("the kernel has no audit system");
  }

  @Test
  void what_could_not_be_seen_never_passes() {
    Reading<List<Watch>> denied = Reading.unreadable(NETLINK, "operation not permitted");
    judge(Reading.unreadable(NETLINK, "operation not permitted"), denied, watches(WATCH))
        .isUndetermined("could not read audit netlink: operation not permitted");
    judge(status(1, 77), watches(WATCH), denied)
        .isUndetermined("could not read audit netlink: operation not permitted");
    judge(Reading.unreadable(NETLINK, "EPERM"), watches(WATCH), watches(WATCH))
        .isUndetermined("there is a rule, whether it is in force was not seen");
  }

  @Test
  void a_program_with_two_names_is_judged_once() {
    String real = "/usr/sbin/runc";
    Judging.of(
            "HST-055",
            Samples.host()
                .auditTrail(new AuditTrail(status(1, 77), watches(), watches()))
                .file("/usr/bin/runc", Samples.regular(real, 0755))
                .file(real, Samples.regular(real, 0755)))
        .decidedBy(Outcome.FAIL, "/usr/sbin/runc: no audit rule records who writes to it");
  }

  @Test
  void what_does_not_exist_is_not_judged() {
    Judging.of("HST-050", Samples.host())
        .isNotApplicable("there is nothing of this kind on this host");
  }
}
