package io.bulkhead.kernel.probes.hardening;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DataRoot;
import java.util.regex.Pattern;

/** core(5): a pipe runs a program as root in the initial namespaces whenever a process crashes. */
final class CorePattern {
  private static final Pattern KNOWN =
      Pattern.compile(".*/(systemd-coredump|apport|false|true|abrt-hook-ccpp)");
  private static final int WRITABLE = 0022;

  private CorePattern() {}

  static Answer answer(Look look) {
    Got<String> pattern = look.word("/proc/sys/kernel/core_pattern");
    if (!pattern.seen() && !pattern.is(Got.EMPTY)) {
      return Answer.unseen("kernel.core_pattern", pattern);
    }
    String text = pattern.or("");
    if (text.contains("/overlay2/") || text.contains("/docker/")) {
      return Answer.fail(
          text, "leads into the containers' storage: a container decides what runs as root");
    }
    if (text.startsWith("|")) {
      return pipe(look, text);
    }
    if (text.startsWith("@")) {
      return Answer.info(text, "images go to a server on a socket");
    }
    if (text.startsWith("/")) {
      return Answer.pass(text, "written to a fixed place in the file system of the process");
    }
    Got<Long> dumpable = look.sysctl("fs.suid_dumpable");
    if (!dumpable.seen()) {
      return Answer.unknown(
          text, "written where the process works; of which ones was not seen: " + dumpable.why());
    }
    return dumpable.get() == 0
        ? Answer.pass(text, "written where the process works, never of privileged programs")
        : Answer.warn(text, "written where the process works, also of privileged programs");
  }

  private static Answer pipe(Look look, String text) {
    String program = text.substring(1).strip().split("\\s+")[0];
    if (!program.startsWith("/") || program.contains("%")) {
      return Answer.fail(
          text,
          program.startsWith("/")
              ? "the process that crashes has a say in which program runs"
              : "not an absolute path");
    }
    boolean stored = DataRoot.of(look).filter(r -> program.startsWith(r.path() + "/")).isPresent();
    if (stored || !UserModeHelper.openDirectory(look, program).isEmpty()) {
      return Answer.fail(text, "the program lies where others than root can put files");
    }
    Got<FileStat> stat = look.stat(program);
    if (stat.absent()) {
      return program.endsWith("/false")
          ? Answer.pass(text, "nothing runs")
          : Answer.fail(text, "the program is not there: whoever can create it is root");
    }
    if (!stat.seen()) {
      return Answer.unseen(program, stat);
    }
    if (stat.get().uid() != 0 || (stat.get().mode() & WRITABLE) != 0) {
      return Answer.fail(text, "others than root can change the program");
    }
    return KNOWN.matcher(program).matches()
        ? Answer.pass(text, "a known handler that only root can change")
        : Answer.warn(
            text, "a program of this host runs as root, with arguments that a container chooses");
  }
}
