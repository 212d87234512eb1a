package io.bulkhead.kernel.probes.context;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.CapabilityNames;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Namespaces;
import io.bulkhead.kernel.probes.facts.Standing;
import io.bulkhead.kernel.probes.facts.Virtualization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where Bulkhead stands. */
public final class ContextProbes {
  public static final List<Probe> ALL =
      List.of(
          probe(
              "ctx.namespaces",
              "In which of the kernel's initial namespaces does Bulkhead run",
              ContextProbes::namespaces),
          probe(
              "ctx.in_container",
              "Does Bulkhead itself run in a container",
              ContextProbes::container),
          probe(
              "ctx.virt",
              "Is this a virtual machine, and of which kind",
              ContextProbes::virtualization),
          probe(
              "ctx.arch_emulation",
              "Are system calls answered by an emulator",
              ContextProbes::emulation),
          probe(
              "ctx.same_host_as_docker",
              "Does the engine live on this kernel",
              ContextProbes::sameHost),
          probe(
              "ctx.dockerd_process",
              "Which process is the daemon, and as whom does it run",
              ContextProbes::daemon),
          probe("ctx.privileges", "Which privileges does this run lack", ContextProbes::privileges),
          probe(
              "ctx.os",
              "Which distribution is this, and how is its kernel command line set",
              OsProbe::os));

  /** Without these some probes see nothing. */
  private static final List<String> NEEDED =
      List.of(
          "SYS_ADMIN",
          "DAC_READ_SEARCH",
          "SYS_PTRACE",
          "AUDIT_CONTROL",
          "NET_ADMIN",
          "MAC_ADMIN",
          "SYSLOG");

  private ContextProbes() {}

  private static Probe probe(String id, String asks, Probe.Question question) {
    return new Probe(id, Scope.CONTEXT, asks, question);
  }

  private static Answer namespaces(Look look) {
    Namespaces own = Namespaces.of(look);
    look.cite(Namespaces.class);
    if (!own.initial().containsKey("user")) {
      return Answer.unknown("the links in /proc/self/ns could not be read");
    }
    List<String> initial =
        own.initial().entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .toList();
    List<String> other =
        own.initial().entrySet().stream()
            .filter(e -> !e.getValue())
            .map(Map.Entry::getKey)
            .toList();
    String says =
        other.isEmpty()
            ? "all that can be told are the initial ones"
            : "not the initial ones: " + String.join(", ", other);
    return Answer.info(Map.of("initial", initial), says);
  }

  private static Answer container(Look look) {
    boolean inside = Standing.of(look).container();
    look.cite(Standing.class);
    look.cite(Namespaces.class);
    return Answer.info(inside, inside ? "two signs say so" : "fewer than two signs of a container");
  }

  private static Answer virtualization(Look look) {
    String kind = Virtualization.of(look).kind();
    look.cite(Virtualization.class);
    return kind.isEmpty()
        ? Answer.info("unknown/bare-metal", "nothing tells of a hypervisor")
        : Answer.info(kind, "runs under " + kind);
  }

  private static Answer emulation(Look look) {
    look.cite(Standing.class);
    return Standing.of(look)
        .emulated()
        .map(
            emulated ->
                emulated
                    ? Answer.info(true, "an emulator answers the system calls, not the kernel")
                    : Answer.info(false, "the machine is the kernel's own"))
        .orElseGet(
            () -> Answer.unknown("neither /proc/sys/kernel/arch nor the first program tells"));
  }

  private static Answer sameHost(Look look) {
    look.cite(Standing.class);
    return Standing.of(look)
        .sameHost()
        .map(
            same ->
                same
                    ? Answer.info(true, "the engine runs on this kernel")
                    : Answer.info(false, "the engine runs on another kernel"))
        .orElseGet(() -> Answer.unknown("nothing tells whether the engine runs here"));
  }

  private static Answer daemon(Look look) {
    DaemonFacts daemon = DaemonFacts.cited(look);
    if (daemon.pids().isEmpty()) {
      return Answer.unknown("no process called dockerd was seen");
    }
    if (daemon.pids().size() > 1) {
      return Answer.unknown(daemon.pids(), "several daemons run here: " + daemon.pids());
    }
    int pid = daemon.pids().get(0);
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("pid", pid);
    Got<String> uid = BoxStatus.field(look, "" + pid, "Uid").map(ids -> ids.split("\\s+")[0]);
    uid.then(Look::decimal).optional().ifPresent(number -> value.put("uid", number));
    if (daemon.variable(look, "DOCKER_INSECURE_NO_IPTABLES_RAW").or("").equals("1")) {
      return Answer.fail(
          value, "DOCKER_INSECURE_NO_IPTABLES_RAW=1 opens published loopback ports to neighbours");
    }
    List<String> notes = new ArrayList<>();
    if (!daemon.root().isEmpty()) {
      notes.add("in a mount namespace of its own");
    }
    if (!uid.or("0").equals("0")) {
      notes.add("not as root");
    }
    return Answer.info(
        value, notes.isEmpty() ? "one daemon, pid " + pid : String.join(", ", notes));
  }

  private static Answer privileges(Look look) {
    Got<Long> effective = BoxStatus.mask(look, "self", "CapEff");
    if (!effective.seen()) {
      return Answer.unseen("/proc/self/status", effective);
    }
    if (Namespaces.of(look).isOther("user")) {
      String value =
          effective.get() == 0 ? "no capabilities" : "no host capabilities despite full CapEff";
      return Answer.info(value, "capabilities of a user namespace are worth nothing outside it");
    }
    List<String> missing =
        NEEDED.stream().filter(name -> !CapabilityNames.has(effective.get(), name)).toList();
    return missing.isEmpty()
        ? Answer.info("all", "every probe can look")
        : Answer.info(
            "missing " + String.join(", ", missing), "probes that need them stay unknown");
  }
}
