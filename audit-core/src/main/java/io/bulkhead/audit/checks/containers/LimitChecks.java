package io.bulkhead.audit.checks.containers;

import static io.bulkhead.audit.checks.containers.ContainerMeta.again;
import static io.bulkhead.audit.checks.containers.ContainerMeta.level1;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The checks of limits. */
final class LimitChecks {
  static final List<Check> ALL =
      List.of(
          ContainerCheck.of(
              level1("CTR-019", "Memory of every container is limited", Severity.MEDIUM)
                  .passesWhen(
                      "the lowest memory limit of the container's cgroup and those above it is"
                          + " less than the host's memory; before the start, the limit that is asked for")
                  .because("One container takes the memory of the host and of all others.")
                  .advise(
                      "Run `docker update --memory SIZE --memory-swap SIZE NAME`; it acts at once.")
                  .mayBreak("Programs that need more than the limit are killed.")
                  .see("docker-update(1)", "cgroups(7)", "CIS 5.11"),
              LimitJudges::memory),
          ContainerCheck.of(
              level1("CTR-020", "Processor time of every container is bounded", Severity.LOW)
                  .passesWhen(
                      "a quota holds for its cgroup or one above it, or it has processors or a"
                          + " weight of its own (other than 1024)")
                  .because("One container slows down the host and all others.")
                  .advise(
                      "Run `docker update --cpus N NAME` or give it a weight with --cpu-shares.")
                  .mayBreak("Work that needs short bursts of every processor takes longer.")
                  .see("docker-update(1)", "cgroups(7)", "CIS 5.12"),
              LimitJudges::cpu),
          ContainerCheck.of(
              level1("CTR-025", "Resource limits of single containers are wanted", Severity.INFO)
                  .passesWhen("it sets no ulimit of its own; what it sets is shown to a person")
                  .because("A limit of its own may lift what the engine's default holds down.")
                  .advise(again("Leave `--ulimit` away where the engine's default is enough."))
                  .mayBreak("Programs that need more open files or processes.")
                  .see("setrlimit(2)", "docker-run(1)", "CIS 5.19"),
              LimitJudges::ulimits),
          ContainerCheck.bySite(
              level1("CTR-029", "Containers are in the engine's cgroup", Severity.LOW)
                  .passesWhen("HostConfig.CgroupParent is empty or one that the policy allows")
                  .because("Elsewhere other limits hold, or none, and resource reports miss it.")
                  .advise(again("Remove `--cgroup-parent`, or allow it in the policy."))
                  .mayBreak("Limits of the other cgroup no longer apply.")
                  .see("cgroups(7)", "docker-run(1)", "CIS 5.25"),
              LimitJudges::cgroupParent),
          ContainerCheck.bySite(
              level1("CTR-032", "Processes of every container are limited", Severity.MEDIUM)
                  .passesWhen(
                      "the lowest limit of processes of its cgroup and those above it is a number,"
                          + " at most what the policy says (4096); before the start, the limit that is"
                          + " asked for")
                  .because("A fork bomb in one container stops the host.")
                  .advise("Run `docker update --pids-limit N NAME`; it acts at once.")
                  .mayBreak("Programs that start more threads than the limit.")
                  .see("docker-update(1)", "cgroups(7)", "CIS 5.29"),
              LimitJudges::pids),
          ContainerCheck.of(
              level1("CTR-044", "No container escapes the memory killer", Severity.MEDIUM)
                  .passesWhen("OomKillDisable is not set and OomScoreAdj is not negative")
                  .because("When memory runs out the kernel kills services of the host instead.")
                  .advise(again("Remove `--oom-kill-disable` and a negative `--oom-score-adj`."))
                  .mayBreak("The container is killed when it takes too much.")
                  .see("proc_pid_oom_score_adj(5)", "docker-run(1)"),
              LimitJudges::oom));

  private LimitChecks() {}
}
