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
  private static final int OTHERS = 0002;

  private UserModeHelper() {}

  static Answer answer(Look look) {
    if (KernelConfig.of(look).set("STATIC_USERMODEHELPER")) {
      return Answer.pass(List.of(), "the kernel starts one program that is fixed at build time");
    }
    List<String> problems = new ArrayList<>();
    boolean seen = false;
    boolean unread = false;
    for (String name : List.of("modprobe", "hotplug", "poweroff_cmd", "core_pattern")) {
      Got<String> value = look.word("/proc/sys/kernel/" + name);
      seen |= value.seen();
      String text = value.or("");
      boolean pipe = name.equals("core_pattern");
      if (!text.isEmpty() && (!pipe || text.startsWith("|"))) {
        String program = (pipe ? text.substring(1) : text).strip().split("\\s+")[0];
        String problem = problem(look, program);
        unread |= look.quietStat(program).denied();
        if (!problem.isEmpty()) {
          problems.add(name + " " + program + ": " + problem);
        }
      }
    }
    look.word("/proc/sys/kernel/usermodehelper/bset");
    if (!problems.isEmpty()) {
      return Answer.fail(problems, String.join("; ", problems));
    }
    return seen && !unread
        ? Answer.pass(List.of(), "only root can change what the kernel starts")
        : Answer.unknown("the kernel's helpers could not be read");
  }

  /** A directory above that others may write to; empty if none was seen. */
  static String openDirectory(Look look, String program) {
    for (int at = program.lastIndexOf('/'); at > 0; at = program.lastIndexOf('/', at - 1)) {
      String above = program.substring(0, at);
      if (look.quietStat(above).map(s -> s.uid() != 0 || (s.mode() & OTHERS) != 0).or(false)) {
        look.stat(above);
        return above;
      }
    }
    return "";
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
    String open = openDirectory(look, program);
    if (!open.isEmpty()) {
      return "lies below " + open + ", where others than root can put files";
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
