package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.LsmStack;
import java.util.List;

/** Whether the use of capabilities could be observed; nothing is mounted or switched on. */
public final class TraceProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "trace.tracefs",
              Scope.KERNEL,
              "Could the use of capabilities be traced",
              TraceProbes::tracefs),
          new Probe(
              "trace.cap_semantics",
              Scope.KERNEL,
              "What would such a trace prove",
              TraceProbes::semantics));

  private static final long MAGIC = 0x74726163L;
  private static final List<String> PLACES =
      List.of("/sys/kernel/tracing", "/sys/kernel/debug/tracing");

  private TraceProbes() {}

  private static Got<String> method(Look look) {
    for (String place : PLACES) {
      Got<HostCalls.FileSystem> fs = look.statfs(place);
      if (!fs.map(f -> f.type() == MAGIC).or(false)) {
        continue;
      }
      if (LsmStack.lockdown(look).or("").equals("confidentiality")) {
        return Got.of("none");
      }
      String event = place + "/events/capability/cap_capable";
      if (look.stat(event).seen() || look.exists(event + "/format")) {
        return Got.of("tracepoint");
      }
      Got<?> probes = look.stat(place + "/kprobe_events");
      return probes.denied()
          ? Got.error(probes.error())
          : Got.of(probes.seen() ? "kprobe" : "none");
    }
    return Got.error("tracefs is not mounted");
  }

  private static Answer tracefs(Look look) {
    Got<String> method = method(look);
    return method.seen()
        ? Answer.info(method.get(), "by " + method.get())
        : Answer.unknown(method.why());
  }

  private static Answer semantics(Look look) {
    Got<String> method = method(look);
    if (!method.seen()) {
      return Answer.unknown(method.why());
    }
    return method.get().equals("kprobe")
        ? Answer.info("opts visible", "checks that the kernel makes for itself can be told apart")
        : Answer.info(
            "opts hidden",
            "the kernel's own checks look like use: such a trace never proves that a capability is needed");
  }
}
