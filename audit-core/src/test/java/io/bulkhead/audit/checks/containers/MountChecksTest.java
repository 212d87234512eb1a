package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.Allowance;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MountChecksTest {
  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static SnapshotBuilder plain(ContainerSample container, String path) {
    return Samples.host(container).file(path, Samples.directory(path, 0755));
  }

  private static SnapshotBuilder inside(ContainerSample container, InteriorSample interior) {
    return Samples.host(container).interior(ContainerSample.idOf("web"), interior.reading());
  }

  private static InteriorSample ordinary() {
    return InteriorSample.of(4000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|is the whole file system",
        "/etc|is a directory of the system",
        "/root|is a directory of the system",
        "/run|is a directory of the system",
        "/var/run/|is a directory of the system",
        "/var/lib|is a directory of the system",
        "/etc/shadow|is the system's own",
        "/etc/ssh/sshd_config|lies in /etc/ssh",
        "/root/.ssh|holds keys or passwords of a user",
        "/home/alice/.ssh/id_rsa|holds keys or passwords of a user",
        "/srv/git/.ssh|holds keys or passwords of a user",
        "/home/bob/.config/gcloud|holds keys or passwords of a user",
        "/home/bob|is the home directory of a user",
        "/etc/cron.daily|is the system's own",
        "/etc/crontab|is the system's own",
        "/etc/sudoers.d/x|is the system's own",
        "/var/spool/cron/crontabs|lies in /var/spool/cron",
        "/etc/systemd/system|lies in /etc/systemd",
        "/usr/local|is a directory of the system",
        "/var/lib/docker|is the system's own",
        "/var/lib/docker/volumes/x/_data|lies in /var/lib/docker",
        "/proc/sys|lies in /proc",
        "/sys/kernel|lies in /sys",
      })
  void sensitive_paths_fail_read_only_or_not(String path, String why) {
    Judging.of("CTR-015", plain(web().bindReadOnly(path, "/x"), path))
        .fails(path + ", which " + why + ", is mounted read-only at /x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/usr/local/bin|is the system's own",
        "/usr/lib/systemd/system|lies in /usr/lib",
        "/lib/systemd|lies in /lib",
        "/etc/passwd|is the system's own",
        "/etc/profile.d/x.sh|lies in /etc/profile.d",
        "/usr/bin/runc|lies in /usr/bin",
        "/home/bob/.bashrc|is run when a user logs in",
        "/usr/lib/modules|lies in /usr/lib"
      })
  void what_the_host_trusts_fails_writable_and_may_be_read(String path, String why) {
    Judging.of("CTR-015", plain(web().bind(path, "/x"), path))
        .fails(path + ", which " + why + ", is mounted writable at /x");
    Judging.of("CTR-015", plain(web().bindReadOnly(path, "/x"), path))
        .passes("no sensitive path is mounted");
  }

  @Test
  void the_home_of_an_account_is_known_wherever_it_is() {
    Accounts accounts =
        new Accounts(
            List.of(
                new Accounts.User("carol", 1000, 1000, "/data/carol", "/bin/sh"),
                new Accounts.User("db", 1001, 1001, "/data/db", "/usr/sbin/nologin")),
            List.of(),
            List.of());
    Judging.of(
            "CTR-015",
            plain(web().bind("/data/db", "/x"), "/data/db")
                .accounts(Samples.seen(accounts, "/etc/passwd")))
        .passes("no sensitive path is mounted");
    Judging.of(
            "CTR-015",
            plain(web().bind("/data/carol", "/x"), "/data/carol")
                .accounts(Samples.seen(accounts, "/etc/passwd")))
        .fails("/data/carol, which is the home directory of a user, is mounted writable at /x");
    Judging.of(
            "CTR-015",
            plain(web().bind("/data", "/x"), "/data")
                .accounts(Samples.seen(accounts, "/etc/passwd")))
        .fails("/data, which holds /data/carol, is mounted writable at /x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/localtime",
        "/etc/hosts",
        "/dev/null",
        "/srv/data",
        "/home/app/data",
        "/etc/nginx",
        "/opt/lib",
        "/var/lib/app",
        "/etc/ssl/certs",
        "/lib/modules"
      })
  void harmless_paths_pass(String path) {
    Judging.of("CTR-015", plain(web().bindReadOnly(path, "/x"), path))
        .passes("no sensitive path is mounted");
  }

  @Test
  void a_link_is_judged_by_where_it_leads_and_one_not_seen_is_undetermined() {
    Judging.of(
            "CTR-015",
            Samples.host(web().bind("/srv/link", "/x"))
                .file(
                    "/srv/link",
                    Samples.linked("/srv/link", "/etc", Samples.directory("/etc", 0755))))
        .fails("/srv/link, which is a directory of the system, is mounted writable at /x");
    Judging.of("CTR-015", Samples.host(web().bind("/srv/secret", "/x")))
        .isUndetermined("where /srv/secret leads was not seen: not looked at");
  }

  @Test
  void a_named_volume_on_a_directory_of_the_system_inside_is_nothing() {
    Container.Mount volume =
        new Container.Mount("volume", "v", "/var/lib/docker/volumes/v/_data", "/lib", true, "");
    Judging.of("CTR-015", Samples.host(web().mount(volume)))
        .passes("nothing of the host is mounted");
    Container.Mount disguised = new Container.Mount("volume", "v", "/etc", "/d", true, "");
    Judging.of("CTR-015", plain(web().mount(disguised), "/etc"))
        .fails("/etc, which is a directory of the system, is mounted writable at /d");
  }

  @Test
  void the_policy_allows_a_path_for_an_image() {
    Policy policy =
        Policy.DEFAULT.with(
            ContainerValues.MOUNTS, List.of(new Allowance("busybox:*", "*", "", List.of("/etc"))));
    Judging.of("CTR-015", plain(web().bind("/etc", "/x"), "/etc"), policy)
        .passes("no sensitive path is mounted");
  }

  @Test
  void the_root_in_force_outranks_the_setting() {
    Judging.of("CTR-021", inside(web().readonlyRootfs(), ordinary()))
        .fails("can write to its root");
    Judging.of("CTR-021", inside(web(), ordinary().mount("/", "overlay", false)))
        .passes("its root is read-only");
    Judging.of("CTR-021", Samples.host(ContainerSample.exited("old").readonlyRootfs()))
        .passes("asks for a read-only root");
    Judging.of("CTR-021", Samples.host(ContainerSample.exited("old")))
        .fails("can write to its root");
    Judging.of(
            "CTR-021",
            Samples.host(web().readonlyRootfs())
                .interior(ContainerSample.idOf("web"), Samples.denied("/proc/4000")))
        .isUndetermined("could not read /proc/4000: permission denied");
  }

  @Test
  void shared_propagation_fails() {
    Container.Mount shared = new Container.Mount("bind", "", "/srv", "/s", true, "rshared");
    Judging.of("CTR-026", Samples.host(web().mount(shared)))
        .fails("what is mounted below /s is mounted on the host as well");
    Judging.of("CTR-026", Samples.host(web().bind("/srv", "/s")))
        .passes("no mount is shared with the host");
    Judging.of("CTR-026", Samples.host(web())).passes("nothing is mounted");
  }

  @Test
  void uncovered_kernel_paths_fail() {
    Judging.of("CTR-041", inside(web(), ordinary()))
        .passes("/proc and /sys are covered where they reach the host");
    Judging.of(
            "CTR-041",
            inside(
                web()
                    .reach(
                        new Container.Reach(
                            List.of("/proc/acpi"),
                            List.of("/proc/sys"),
                            Map.of(),
                            List.of(),
                            List.of(),
                            List.of())),
                ordinary()))
        .fails("asks to leave /proc/kcore, /proc/sysrq-trigger open");
    Judging.of("CTR-041", inside(web().reach(uncovered()), ordinary()))
        .fails("asks for systempaths=unconfined");
    Judging.of("CTR-041", inside(web(), ordinary().mount("/proc/sys", "proc", true)))
        .fails("/proc/sys is writable, whatever its settings say");
    Judging.of(
            "CTR-041", Samples.host(ContainerSample.exited("old").privileged().reach(uncovered())))
        .fails("is privileged, and so nothing of /proc and /sys is covered");
    Judging.of("CTR-041", Samples.host(ContainerSample.exited("old")))
        .passes("asks for the usual covers");
  }

  private static Container.Reach uncovered() {
    return new Container.Reach(List.of(), List.of(), Map.of(), List.of(), List.of(), List.of());
  }

  @Test
  void writable_file_systems_of_the_kernel_fail() {
    Judging.of("CTR-051", inside(web(), ordinary()))
        .passes("no file system of the kernel is writable");
    Judging.of("CTR-051", inside(web(), ordinary().mount("/sys/fs/cgroup", "cgroup2", true)))
        .fails("cgroup2 is writable at /sys/fs/cgroup");
    Judging.of(
            "CTR-051",
            inside(web(), ordinary().mount("/d", "debugfs", true).mount("/h/proc", "proc", true)))
        .fails("debugfs is writable at /d and 1 more");
    Judging.of("CTR-051", Samples.host(ContainerSample.exited("old").privileged()))
        .fails("is privileged, and so /sys is writable");
    Judging.of("CTR-051", Samples.host(ContainerSample.exited("old").bind("/sys/fs/cgroup", "/c")))
        .fails("/sys/fs/cgroup of the kernel is mounted writable at /c");
    Judging.of("CTR-051", Samples.host(ContainerSample.exited("old")))
        .passes("asks for no file system of the kernel");
  }

  @Test
  void sources_that_every_user_can_change_fail() {
    ContainerSample bound = web().bind("/srv/x", "/x");
    Judging.of("CTR-052", Samples.host(bound).file("/srv/x", Samples.directory("/srv/x", 0777)))
        .decidedBy(Outcome.FAIL, "container web: /srv/x can be changed by every user of the host");
    Judging.of("CTR-052", Samples.host(bound).file("/srv/x", Samples.directory("/srv/x", 01777)))
        .passes("no source can be changed by every user");
    Judging.of("CTR-052", Samples.host(bound).file("/srv/x", Samples.denied("/srv/x")))
        .isUndetermined("where /srv/x leads was not seen: permission denied");
  }
}
