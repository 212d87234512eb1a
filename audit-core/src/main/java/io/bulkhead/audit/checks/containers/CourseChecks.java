package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level2;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of how containers are started, entered, replaced and left behind. */
final class CourseChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.of(
              level1("CTR-016", "No SSH server runs in a container", Severity.MEDIUM)
                  .passesWhen(
                      "no process in the container's cgroup is sshd or dropbear, and nothing"
                          + " listens on port 22 in its network namespace")
                  .because("A second way in with keys and accounts of its own, past all logs.")
                  .advise("Use `docker exec` on the host and take the server out of the image.")
                  .mayBreak("Whoever logs in by ssh.")
                  .see("docker-exec(1)", "sshd(8)", "CIS 5.7"),
              CourseJudges::shellServer),
          ContainerCheck.bySite(
              level1("CTR-023", "Restarts of containers are bounded", Severity.LOW)
                  .passesWhen(
                      "it is not started again, or on-failure at most as often as the policy says"
                          + " (5); tasks of a swarm service are left to the service")
                  .because("A container that fails for ever hides an attack and eats the host.")
                  .advise("Run `docker update --restart on-failure:5 NAME`; it acts at once.")
                  .mayBreak("It does not come back after a clean exit or a restart of the engine.")
                  .see("docker-update(1)", "CIS 5.15"),
              CourseJudges::restart),
          ContainerCheck.of(
              level2("CTR-027", "No docker exec --privileged runs", Severity.MEDIUM)
                  .passesWhen("no docker exec that runs now is privileged")
                  .because("It gives a process in an ordinary container every capability.")
                  .advise("End the session; start a container of its own for such work.")
                  .mayBreak("The work of the session.")
                  .see("docker-exec(1)", "CIS 5.23"),
              CourseJudges::privilegedExec),
          ContainerCheck.of(
              level1("CTR-028", "Sessions as root in containers are wanted", Severity.LOW)
                  .passesWhen(
                      "no docker exec that runs now was given root as its user; one that was is"
                          + " for a person to want")
                  .because("It does what the container's own user may not.")
                  .advise("Use `docker exec` without `--user root`.")
                  .mayBreak("The work of the session.")
                  .see("docker-exec(1)", "CIS 5.24"),
              CourseJudges::rootExec),
          ContainerCheck.of(
              level1("CTR-030", "The health of every container is checked", Severity.LOW)
                  .passesWhen(
                      "the engine checks its health, whatever the result; HEALTHCHECK NONE is no"
                          + " check")
                  .because("A container that hangs or was replaced inside goes on unnoticed.")
                  .advise(again("Use HEALTHCHECK in the Dockerfile, or `--health-cmd`."))
                  .mayBreak("A wrong check has good containers replaced.")
                  .see("docker-run(1)", "docs.docker.com: Dockerfile HEALTHCHECK", "CIS 5.27"),
              CourseJudges::health),
          ContainerCheck.of(
              level1("CTR-031", "Containers run the image their tag names", Severity.LOW)
                  .passesWhen(
                      "its image is the one that its reference names here now, or it names a"
                          + " digest or an id")
                  .because("Fixes that were pulled do not run before the container is made again.")
                  .advise("Create the container again from its tag, or name a digest.")
                  .mayBreak("The newer image may behave differently.")
                  .see("docker-run(1)", "CIS 5.28"),
              CourseJudges::currentImage),
          ContainerCheck.of(
              level2("CTR-054", "Containers match their compose file", Severity.INFO)
                  .neverPasses(
                      "a compose file that is gone and a newer container of another description"
                          + " fail, for the rest the command that compares is shown")
                  .because("What was changed by hand is gone, or back, with the next up.")
                  .advise("Run `docker compose up -d` after the file says what is wanted.")
                  .mayBreak("Containers that differ are made again.")
                  .see("docs.docker.com: docker compose config"),
              ComposeDrift::judge),
          ContainerCheck.of(
              level2("CTR-055", "No updater or dashboard holds the engine", Severity.MEDIUM)
                  .passesWhen(
                      "its image is no known updater or dashboard, or it reaches no engine socket")
                  .because("One hole in it, or one foreign image tag, and the host is lost.")
                  .advise(again("Do without, or put a proxy in between that allows what it needs."))
                  .mayBreak("The updater or dashboard.")
                  .see("docs.docker.com: Protect the Docker daemon socket"),
              CourseJudges::updater),
          new StoppedContainers());

  private CourseChecks() {}
}
