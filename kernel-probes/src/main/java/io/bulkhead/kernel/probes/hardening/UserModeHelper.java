package io.bulkhead.kernel.probes.hardening;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DataRoot;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import java.util.ArrayList;
import java.util.List;

/** Programs that the kernel starts as root, outside every container. */
final class UserModeHelper {
  private static final int WRITABLE = 0022;

  private UserModeHelper() {}

  static Answer answer(Look look) {
    if (KernelConfig.of(look).set("STATIC_USERMODEHELPER")) {
      return Answer.pass(List.of(), "the kernel starts one program that is fixed at build time");
    }
    List<String> problems = new ArrayList<>();
    boolean seen = false;
    for (String name : List.of("modprobe", "hotplug", "poweroff_cmd", "core_pattern")) {
      Got<String> value = look.word("/proc/sys/kernel/" + name);
      seen |= value.seen();
      String text = value.or("");
      boolean pipe = name.equals("core_pattern");
      if (!text.isEmpty() && (!pipe || text.startsWith("|"))) {
        String program = (pipe ? text.substring(1) : text).strip().split("\\s+")[0];
        String problem = problem(look, program);
        if (!problem.isEmpty()) {
          problems.add(name + " " + program + ": " + problem);
        }
      }
    }
    look.word("/proc/sys/kernel/usermodehelper/bset");
    if (!problems.isEmpty()) {
      return Answer.fail(problems, String.join("; ", problems));
    }
    return seen
        ? Answer.pass(List.of(), "only root can change what the kernel starts")
        : Answer.unknown("the kernel's helpers could not be read");
  }

  /** What is wrong with a program that runs as root on the kernel's call; empty if nothing. */
  static String problem(Look look, String program) {
    if (!program.startsWith("/")) {
      return "not an absolute path";
    }
    boolean stored =
        program.contains("/overlay2/")
            || program.contains("/docker/")
            || DataRoot.of(look).filter(r -> program.startsWith(r.path() + "/")).isPresent();
    if (stored) {
      return "lies in the containers' storage";
    }
    Got<FileStat> stat = look.stat(program);
    if (!stat.seen()) {
      return "";
    }
    return stat.get().uid() != 0 || (stat.get().mode() & WRITABLE) != 0
        ? "others than root can change it"
        : "";
  }
}
