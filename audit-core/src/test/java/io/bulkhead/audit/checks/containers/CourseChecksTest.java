package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Container.Exec;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.ImageSample;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseChecksTest {
  private static final String COMPOSE = "com.docker.compose.";

  private static ContainerSample web() {
    return ContainerSample.running("web", 4000);
  }

  private static Container.Course course(
      int retries, String program, String health, Exec... execs) {
    return new Container.Course(
        "2026-11-20T07:59:00Z",
        "0001-01-01T00:00:00Z",
        retries,
        false,
        program,
        health,
        List.of(execs));
  }

  private static SnapshotBuilder inside(InteriorSample interior) {
    return Samples.host(web()).interior(ContainerSample.idOf("web"), interior.reading());
  }

  @Test
  void an_ssh_server_is_known_by_its_process_or_its_port() {
    Judging.of("CTR-016", inside(InteriorSample.of(4000).member("sh", 0).member("sshd", 0)))
        .fails("runs an SSH server: sshd");
    Judging.of("CTR-016", inside(InteriorSample.of(4000).ports(22)))
        .fails("something listens on port 22 in it");
    Judging.of("CTR-016", inside(InteriorSample.of(4000).ports(80))).passes("runs no SSH server");
    Judging.of("CTR-016", inside(InteriorSample.of(4000).withoutMembers("permission denied")))
        .isUndetermined("could not read /sys/fs/cgroup/x/cgroup.procs: permission denied");
    Judging.of("CTR-016", Samples.host(ContainerSample.exited("old")))
        .isNotApplicable("has no process to look at");
    Judging.of(
            "CTR-016",
            Samples.host(ContainerSample.exited("old").course(course(0, "/usr/sbin/sshd", ""))))
        .decidedBy(Outcome.FAIL, "container old (exited): starts an SSH server: sshd");
  }

  @ParameterizedTest
  @CsvSource({"always,0", "unless-stopped,0", "on-failure,0"})
  void endless_restarts_fail(String policy, int retries) {
    Judging.of(
            "CTR-023",
            Samples.host(web().restartPolicy(policy).course(course(retries, "sleep", ""))))
        .fails("is started again without end: " + policy);
  }

  @Test
  void bounded_restarts_pass_up_to_what_the_site_allows() {
    SnapshotBuilder six =
        Samples.host(web().restartPolicy("on-failure").course(course(6, "sleep", "")));
    Judging.of("CTR-023", six).fails("is started again up to 6 times, at most 5 expected");
    Judging.of("CTR-023", six, Policy.DEFAULT.with(ContainerValues.MAX_RESTARTS, 9))
        .passes("is started again at most 6 times");
    Judging.of("CTR-023", Samples.host(web())).passes("is not started again");
    Judging.of("CTR-023", Samples.host(web().restartPolicy("always").autoRemove()))
        .passes("is not started again");
    Judging.of(
            "CTR-023",
            Samples.host(web().restartPolicy("always").label("com.docker.swarm.service.id", "x")))
        .isNotApplicable("is a task of a swarm service, which decides");
  }

  @Test
  void sessions_of_docker_exec_are_seen_while_they_run() {
    Exec privileged = new Exec("1", true, true, "", "sh");
    Exec root = new Exec("2", true, false, "0:0", "sh");
    Exec over = new Exec("3", false, true, "root", "sh");
    Judging.of("CTR-027", Samples.host(web().course(course(0, "sleep", "", privileged))))
        .fails("docker exec --privileged runs in it: sh");
    Judging.of("CTR-027", Samples.host(web().course(course(0, "sleep", "", root, over))))
        .passes("no docker exec --privileged runs in it now");
    Judging.of("CTR-028", Samples.host(web().course(course(0, "sleep", "", root))))
        .isManual("docker exec as root runs in it, which a person has to want: sh");
    Exec signed = new Exec("4", true, false, "+0", "sh");
    Judging.of("CTR-028", Samples.host(web().course(course(0, "sleep", "", signed))))
        .isManual("docker exec as root runs in it, which a person has to want: sh");
    Judging.of("CTR-028", Samples.host(web().course(course(0, "sleep", "", privileged, over))))
        .passes("no docker exec as root runs in it now");
    Judging.of("CTR-027", Samples.host(ContainerSample.exited("old")))
        .isNotApplicable("does not run, so nothing can be started in it");
  }

  @Test
  void a_health_check_passes_whatever_it_says() {
    Judging.of("CTR-030", Samples.host(web())).fails("nothing checks whether it works");
    Judging.of("CTR-030", Samples.host(web().course(course(0, "sleep", "unhealthy"))))
        .passes("its health is checked: unhealthy");
  }

  @Test
  void a_container_of_an_older_image_fails() {
    Image now = ImageSample.busybox().build();
    Judging.of("CTR-031", engine(web(), now)).passes("runs the image that busybox:1.36 names here");
    Judging.of("CTR-031", engine(web().image("docker.io/library/busybox:1.36"), now))
        .fails("runs an older image than docker.io/library/busybox:1.36 names here now");
    Judging.of("CTR-031", engine(web().image("busybox:1.35"), now))
        .isUndetermined("no image here is called busybox:1.35 any more");
    Judging.of("CTR-031", engine(web().image("busybox@sha256:" + "1".repeat(64)), now))
        .passes("is made from a fixed image");
  }

  private static SnapshotBuilder engine(ContainerSample container, Image image) {
    return Samples.host(
        EngineSample.debian13().images(image).containers(container), DaemonSample.systemd());
  }

  @Test
  void an_updater_with_the_socket_fails() {
    Judging.of(
            "CTR-055",
            Samples.host(web().image("containrrr/watchtower:1.7").bind("/run/docker.sock", "/s")))
        .fails("works on the engine unattended: engine socket /run/docker.sock is mounted at /s");
    Judging.of("CTR-055", Samples.host(web().image("portainer/portainer-ce")))
        .passes("has no engine socket");
    Judging.of("CTR-055", Samples.host(web())).passes("is no known updater or dashboard");
  }

  @Test
  void drift_from_a_compose_file_is_for_a_person() {
    Judging.of("CTR-054", Samples.host(web())).isNotApplicable("was not made by docker compose");
    Judging.of(
            "CTR-054",
            Samples.host(
                web()
                    .label("com.docker.compose.project.config_files", "/srv/c.yaml")
                    .label("com.docker.compose.service", "web")))
        .isManual("compare it with its file: docker compose -f /srv/c.yaml config --hash web");
    Judging.of("CTR-054", Samples.host(composed("web", "1").label(COMPOSE + "oneoff", "True")))
        .isNotApplicable("was made for one run of docker compose");
  }

  @Test
  void drift_that_can_be_proven_fails() {
    Judging.of(
            "CTR-054",
            Samples.host(composed("web-1", "1"))
                .file("/srv/c.yaml", Reading.absent(Origin.observed("/srv/c.yaml"))))
        .fails("its compose file /srv/c.yaml is gone");
    Judging.of(
            "CTR-054",
            Samples.host(
                    composed("web-1", "1"),
                    composed("web-2", "2").course(course("2026-11-21T08:00:00Z")))
                .file("/srv/c.yaml", Samples.regular("/srv/c.yaml", 0644)))
        .decidedBy(
            Outcome.FAIL,
            "container web-1: was made from another description than the newer web-2");
    Judging.of(
            "CTR-054",
            Samples.host(composed("web-1", "1").course(course("2013-11-21T08:00:00Z")))
                .file("/srv/c.yaml", Samples.regular("/srv/c.yaml", 0644)))
        .isManual(
            "/srv/c.yaml was changed after it was made; compare it with its file: docker compose"
                + " -f /srv/c.yaml config --hash web");
  }

  private static ContainerSample composed(String name, String hash) {
    return ContainerSample.running(name, 4000 + name.hashCode() % 100)
        .label(COMPOSE + "project.config_files", "/srv/c.yaml")
        .label(COMPOSE + "project", "p")
        .label(COMPOSE + "service", "web")
        .label(COMPOSE + "config-hash", hash);
  }

  private static Container.Course course(String created) {
    return new Container.Course(created, "0001-01-01T00:00:00Z", 0, false, "sleep", "", List.of());
  }

  @Test
  void a_pile_of_old_stopped_containers_fails() {
    ContainerSample[] pile = new ContainerSample[6];
    for (int i = 0; i < pile.length; i++) {
      pile[i] =
          ContainerSample.exited("old" + i)
              .course(
                  new Container.Course(
                      "2026-01-01T00:00:00Z",
                      "2026-02-01T00:00:00.5Z",
                      0,
                      false,
                      "",
                      "",
                      List.of()));
    }
    Judging.of("CTR-056", Samples.host(pile))
        .fails(
            "6 stopped for more than 30 days, at most 5 expected: old0, old1, old2, old3, old4, old5");
    Judging.of("CTR-056", Samples.host(web())).passes("0 stopped for more than 30 days");
    Judging.of("CTR-056", Samples.host(pile), Policy.DEFAULT.with(ContainerValues.MAX_STOPPED, 6))
        .passes("6 stopped for more than 30 days");
  }
}
