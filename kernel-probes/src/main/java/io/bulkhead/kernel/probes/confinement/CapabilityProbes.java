package io.bulkhead.kernel.probes.confinement;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.CapabilityNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Capabilities (capabilities(7)) of the host and of containers. */
public final class CapabilityProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "caps.last",
              Scope.KERNEL,
              "Which is the highest capability the kernel knows",
              CapabilityProbes::last),
          new Probe(
              "caps.bounding_host",
              Scope.USERS,
              "Which capabilities can nobody on this host have",
              CapabilityProbes::bounding),
          new Probe(
              "caps.container",
              Scope.PROCESSES,
              "Which capabilities has each container beyond the engine's default",
              CapabilityProbes::containers));

  /** The fourteen that the engine gives by default. */
  private static final long DEFAULT = 0xa80425fbL;

  private static final Set<String> DANGEROUS =
      Set.of(
          "SYS_ADMIN",
          "SYS_MODULE",
          "SYS_PTRACE",
          "DAC_READ_SEARCH",
          "SYS_RAWIO",
          "BPF",
          "MAC_ADMIN");

  private static final int HIGHEST = 63;

  private CapabilityProbes() {}

  /** The number; tried out where the kernel has no file for it. */
  private static Got<Long> highest(Look look) {
    Got<Long> file = look.sysctl("kernel.cap_last_cap");
    if (file.seen() || !file.absent()) {
      return file;
    }
    for (int n = 0; n <= HIGHEST; n++) {
      int number = n;
      Got<Long> bit =
          look.call("prctl(PR_CAPBSET_READ," + n + ")", calls -> calls.boundingSet(number));
      if (bit.is("EINVAL")) {
        return Got.of(n - 1L);
      }
      if (!bit.seen()) {
        return bit;
      }
    }
    return Got.of((long) HIGHEST);
  }

  private static Answer last(Look look) {
    Got<Long> last = highest(look);
    return last.seen()
        ? Answer.info(
            last.get(),
            last.get() < CapabilityNames.ALL.size()
                ? CapabilityNames.ALL.get((int) (long) last.get())
                : "newer than this version of Bulkhead")
        : Answer.unseen("kernel.cap_last_cap", last);
  }

  private static Answer bounding(Look look) {
    Got<Long> mask = BoxStatus.mask(look, "1", "CapBnd");
    if (!mask.seen()) {
      mask = BoxStatus.mask(look, "self", "CapBnd");
    }
    Got<Long> last = highest(look);
    if (!mask.seen() || !last.seen()) {
      return Answer.unseen("the bounding set", mask.seen() ? last : mask);
    }
    List<String> missing = CapabilityNames.of(full(last.get()) & ~mask.get());
    return missing.isEmpty()
        ? Answer.info("full", "nothing is taken away for the whole host")
        : Answer.info(missing, "nobody on this host has " + String.join(", ", missing));
  }

  private static long full(long last) {
    return last >= HIGHEST ? -1L : (1L << (last + 1)) - 1;
  }

  private static Answer containers(Look look) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    int worst = 0;
    String missing = "";
    for (Box box : boxes.get()) {
      Got<Long> mask = BoxStatus.mask(look, "" + box.pid(), "CapEff");
      if (!mask.seen()) {
        missing = "capabilities of process " + box.pid() + ": " + mask.why();
        continue;
      }
      boolean inherited = BoxStatus.mask(look, "" + box.pid(), "CapInh").or(0L) != 0;
      long held =
          mask.get()
              | BoxStatus.mask(look, "" + box.pid(), "CapPrm").or(0L)
              | BoxStatus.mask(look, "" + box.pid(), "CapAmb").or(0L);
      boolean wider = (BoxStatus.mask(look, "" + box.pid(), "CapBnd").or(0L) & ~DEFAULT) != 0;
      values.put(box.shortId(), value(look, held, inherited));
      worst = Math.max(worst, Math.max(weight(box, held, inherited), wider ? 1 : 0));
    }
    Object value =
        values.size() == 1 && boxes.get().size() == 1 ? values.values().iterator().next() : values;
    int shown = look.engine().rootless() ? Math.min(worst, 1) : worst;
    if (shown == 2) {
      return Answer.fail(value, "a container has capabilities that open the host");
    }
    if (!missing.isEmpty()) {
      return Answer.unknown(values.isEmpty() ? null : value, missing);
    }
    return shown == 1
        ? Answer.warn(value, "a container has more than the engine's default")
        : Answer.pass(value, "no container has more than the engine's default");
  }

  private static Object value(Look look, long mask, boolean inherited) {
    if (highest(look).map(last -> mask == full(last)).or(false)) {
      return "ALL";
    }
    List<String> extra = new ArrayList<>(CapabilityNames.of(mask & ~DEFAULT));
    if (inherited) {
      extra.add("inheritable");
    }
    return extra;
  }

  /** 0 as by default, 1 more, 2 dangerous. */
  private static int weight(Box box, long mask, boolean inherited) {
    List<String> extra = CapabilityNames.of(mask & ~DEFAULT);
    boolean hostNetwork = box.networkMode().equals("host");
    boolean dangerous =
        extra.stream()
            .anyMatch(
                name -> DANGEROUS.contains(name) || (hostNetwork && name.equals("NET_ADMIN")));
    return dangerous ? 2 : extra.isEmpty() && !inherited ? 0 : 1;
  }
}
