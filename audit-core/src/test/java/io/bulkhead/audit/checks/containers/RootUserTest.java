package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.ImageSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootUserTest {
  private static final String WEB = ContainerSample.idOf("web");

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Judging judge(SnapshotBuilder host) {
    return Judging.of("CTR-014", host);
  }

  private static SnapshotBuilder inside(ContainerSample container, InteriorSample interior) {
    return Samples.host(container).interior(WEB, interior.reading());
  }

  @Test
  void one_process_as_root_among_others_fails() {
    judge(
            inside(
                web().user("1000"),
                InteriorSample.of(4000).member("nginx", 0).member("nginx", 101)))
        .quotes("/sys/fs/cgroup/x/cgroup.procs nginx uid 0, nginx uid 101")
        .fails("1 of 2 processes run as root: nginx");
  }

  @Test
  void processes_of_others_pass_whatever_the_settings_say() {
    judge(inside(web(), InteriorSample.of(4000).member("sleep", 1000)))
        .passes("its process does not run as root");
    judge(inside(web(), InteriorSample.of(4000).member("a", 1000).member("b", 1001)))
        .passes("none of its 2 processes runs as root");
  }

  @Test
  void root_that_is_another_user_outside_passes_and_says_who() {
    judge(
            inside(web(), InteriorSample.of(4000).member("sleep", 100000))
                .process(4000, web().process().uidMap(0, 100000, 65536).reading()))
        .passes("its process runs as its root, which is user 100000 on the host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0:0", "root", "root:1000", "00", "0:wheel", "+0", "-0:5"})
  void every_spelling_of_root_fails_in_a_stopped_container(String user) {
    judge(Samples.host(ContainerSample.exited("old").user(user)))
        .decidedBy(Outcome.FAIL, "container old (exited): starts as root");
  }

  @Test
  void no_user_is_root_and_a_number_is_none() {
    judge(Samples.host(ContainerSample.exited("old")))
        .fails("starts as root, for it names no user");
    judge(Samples.host(ContainerSample.exited("old").user("1000:0"))).passes("starts as user 1000");
  }

  @Test
  void a_name_means_what_a_mounted_passwd_says() {
    for (String over : new String[] {"/etc/passwd", "/etc"}) {
      judge(Samples.host(ContainerSample.exited("old").user("app").bind("/srv/x", over)))
          .isUndetermined("whether app is root stands in the /etc/passwd mounted there");
      judge(Samples.host(ContainerSample.exited("old").user("1000").bind("/srv/x", over)))
          .passes("starts as user 1000");
    }
  }

  @Test
  void a_name_is_looked_up_in_the_image() {
    ImageSample image = ImageSample.busybox().rootNames("root", "toor");
    EngineSample engine = EngineSample.debian13().images(image.build());
    SnapshotBuilder host =
        Samples.host(
                engine.containers(ContainerSample.exited("old").user("toor")),
                DaemonSample.systemd())
            .imageFiles(image.id(), image.files());
    judge(host).fails("starts as toor, which is root in the image");
    judge(Samples.host(ContainerSample.exited("old").user("app")))
        .isUndetermined("whether user app is root in the image was not seen");
  }

  @Test
  void mapped_roots_of_stopped_containers_pass() {
    judge(
            Samples.host(
                EngineSample.debian13()
                    .securityOptions("name=rootless")
                    .containers(ContainerSample.exited("old")),
                DaemonSample.systemd()))
        .passes("starts as its root, which the engine maps to another user");
    judge(
            Samples.host(
                EngineSample.debian13()
                    .securityOptions("name=userns")
                    .containers(ContainerSample.exited("old").usernsMode("host")),
                DaemonSample.systemd()))
        .fails("starts as root, for it names no user");
  }

  @Test
  void unseen_processes_are_undetermined_unless_the_first_is_root() {
    judge(inside(web(), InteriorSample.of(4000).withoutMembers("permission denied")))
        .fails("its first process runs as root: sleep");
    judge(
            inside(web(), InteriorSample.of(4000).withoutMembers("permission denied"))
                .process(4000, web().process().uid(1000).reading()))
        .isUndetermined("could not read /sys/fs/cgroup/x/cgroup.procs: permission denied");
    judge(Samples.host(web()).process(4000, Samples.denied("/proc/4000")))
        .isUndetermined("could not read /proc/4000: permission denied");
  }
}
