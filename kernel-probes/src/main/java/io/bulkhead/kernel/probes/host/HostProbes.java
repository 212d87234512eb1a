package io.bulkhead.kernel.probes.host;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.HostServices;
import io.bulkhead.kernel.probes.facts.Listening;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Processes;
import io.bulkhead.kernel.probes.facts.UnitFiles;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The host as a whole. */
public final class HostProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "host.dedicated",
              Scope.NETWORK,
              "Is the host there for containers alone",
              HostProbes::dedicated),
          new Probe(
              "host.sysctl_persistence",
              Scope.FILES,
              "Does the next boot set what is set now",
              SysctlPersistence::answer),
          new Probe(
              "host.unit_hardening",
              Scope.FILES,
              "Do drop-ins weaken the engine's service",
              HostProbes::unit),
          new Probe(
              "host.hidepid", Scope.CONTEXT, "Does /proc hide processes", HostProbes::hidden));

  /** Names that prove nothing unless the process listens: Bulkhead itself is one. */
  private static final Set<String> GENERIC = Set.of("java", "master");

  private HostProbes() {}

  private static Answer dedicated(Look look) {
    Listening listening = Listening.of(look);
    if (!listening.seen()) {
      return Answer.unknown("the socket tables could not be read");
    }
    TreeSet<String> unwanted = new TreeSet<>();
    TreeSet<String> others = new TreeSet<>();
    int unowned = 0;
    for (Listening.Socket socket : listening.all()) {
      unowned += socket.owned() ? 0 : 1;
      if (socket.owned() && socket.container().isEmpty()) {
        if (HostServices.unwanted(socket.command())) {
          unwanted.add(socket.command());
        } else if (!HostServices.expected(socket.command())) {
          others.add(socket.command());
        }
      }
    }
    unwanted.addAll(silent(look));
    if (!unwanted.isEmpty()) {
      return Answer.fail(
          List.copyOf(unwanted), "beside the containers run " + String.join(", ", unwanted));
    }
    if (unowned > 0 && unowned == listening.all().size()) {
      return Answer.unknown("no socket could be mapped to a process");
    }
    if (!others.isEmpty()) {
      return Answer.warn(
          List.copyOf(others), "beside the containers run " + String.join(", ", others));
    }
    return unowned > 0
        ? Answer.unknown(unowned + " sockets could not be mapped to a process")
        : Answer.pass(List.of(), "only services that a container host has");
  }

  /** Services that need no socket of the network to be more than a container host has. */
  private static Set<String> silent(Look look) {
    return Processes.of(look).all().stream()
        .filter(task -> HostServices.unwanted(task.command()))
        .filter(task -> !GENERIC.contains(task.command()))
        .filter(task -> task.container(look).isEmpty())
        .map(Processes.Task::command)
        .collect(Collectors.toSet());
  }

  private static Answer unit(Look look) {
    UnitFiles unit = UnitFiles.of(look, "docker.service");
    if (unit.fragment().isEmpty()) {
      return Answer.unknown("there is no docker.service");
    }
    Optional<String> start = unit.values("ExecStart").stream().reduce((earlier, later) -> later);
    String open = start.map(line -> UnitLines.opens(look, line)).orElse("");
    if (!open.isEmpty()) {
      return Answer.fail(unit.dropIns(), "the service starts the engine " + open);
    }
    List<String> breaking = UnitLines.breaking(unit);
    if (!breaking.isEmpty()) {
      return Answer.warn(
          unit.dropIns(), "keeps the engine from its work: " + String.join(", ", breaking));
    }
    return Answer.info(
        unit.dropIns(),
        unit.dropIns().isEmpty() ? "as it was shipped" : unit.dropIns().size() + " drop-ins");
  }

  private static Answer hidden(Look look) {
    Mounts mounts = Mounts.of(look, "self");
    if (!mounts.seen()) {
      return Answer.unknown("the mount table could not be read");
    }
    Optional<Mounts.Mount> proc = mounts.at("/proc");
    if (proc.isEmpty()) {
      return Answer.unknown("/proc is not in the mount table");
    }
    for (String option : proc.get().superOptions()) {
      boolean shown = option.equals("hidepid=0") || option.equals("hidepid=off");
      if (!shown && (option.startsWith("hidepid=") || option.startsWith("subset="))) {
        return Answer.info(
            option.substring(option.indexOf('=') + 1),
            option + " hides processes from unprivileged users");
      }
    }
    return Answer.info("off", "every user sees every process");
  }
}
