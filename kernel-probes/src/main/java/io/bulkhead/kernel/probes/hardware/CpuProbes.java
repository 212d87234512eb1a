package io.bulkhead.kernel.probes.hardware;

import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.Virtualization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the kernel says about its processors. */
public final class CpuProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "cpu.vulnerabilities",
              Scope.KERNEL,
              "Are known leaks of the processors closed",
              CpuProbes::vulnerabilities),
          new Probe(
              "cpu.smt",
              Scope.KERNEL,
              "Do threads of one core share what leaks",
              CpuProbes::threads),
          new Probe(
              "cpu.ssbd_proc",
              Scope.PROCESSES,
              "Is speculative store bypass closed for containers",
              CpuProbes::storeBypass),
          new Probe(
              "cpu.microcode",
              Scope.KERNEL,
              "Is the processors' microcode old",
              CpuProbes::microcode));

  private static final String DIRECTORY = "/sys/devices/system/cpu/vulnerabilities";

  private CpuProbes() {}

  private static Answer vulnerabilities(Look look) {
    Got<List<String>> names = look.list(DIRECTORY);
    if (!names.seen() || names.get().isEmpty()) {
      return Answer.unknown(DIRECTORY + ": " + (names.seen() ? "empty" : names.why()));
    }
    Map<String, Object> open = new LinkedHashMap<>();
    boolean fail = false;
    boolean warn = false;
    boolean unknown = false;
    for (String name : names.get()) {
      Got<String> text = look.word(DIRECTORY + "/" + name);
      Judgement judged = text.seen() ? judged(text.get()) : Judgement.UNKNOWN;
      if (judged != Judgement.PASS) {
        open.put(name, text.seen() ? text.get() : text.why());
      }
      fail |= judged == Judgement.FAIL;
      warn |= judged == Judgement.WARN;
      unknown |= judged == Judgement.UNKNOWN;
    }
    String guest =
        Virtualization.of(look).virtual() ? "; this is a guest, its host may differ" : "";
    String which = String.join(", ", open.keySet()) + guest;
    if (fail) {
      return Answer.fail(open, "vulnerable: " + which);
    }
    if (warn) {
      return Answer.warn(open, "closed in part: " + which);
    }
    return unknown
        ? Answer.unknown(open, "the kernel does not know: " + which)
        : Answer.pass(open, "every known leak is closed" + guest);
  }

  /** The first rule that fits decides; what follows a semicolon may take a mitigation back. */
  static Judgement judged(String line) {
    String text = line.startsWith("KVM: ") ? line.substring(5) : line;
    if (text.startsWith("Not affected")) {
      return Judgement.PASS;
    }
    if (text.startsWith("Mitigation:")) {
      return reopened(text) ? Judgement.WARN : Judgement.PASS;
    }
    return text.startsWith("Vulnerable") || text.startsWith("Processor vulnerable")
        ? Judgement.FAIL
        : Judgement.UNKNOWN;
  }

  private static boolean reopened(String text) {
    String[] segments = text.toLowerCase(Locale.ROOT).split("[;,]");
    for (int i = 1; i < segments.length; i++) {
      if (segments[i].contains("vulnerable") && !segments[i].contains("not vulnerable")) {
        return true;
      }
    }
    return false;
  }

  private static Answer threads(Look look) {
    Got<Long> active = look.number("/sys/devices/system/cpu/smt/active");
    look.word("/sys/devices/system/cpu/smt/control");
    if (!active.seen()) {
      return Answer.unseen("smt/active", active);
    }
    boolean leaks = false;
    Got<List<String>> names = look.list(DIRECTORY);
    for (String name : names.or(List.of())) {
      leaks |= look.raw(DIRECTORY + "/" + name).or("").contains("SMT vulnerable");
    }
    if (Virtualization.of(look).virtual()) {
      return Answer.unknown(active.get(), "threads of a guest say nothing about the host's cores");
    }
    if (active.get() == 0) {
      return Answer.pass(0L, "one thread per core");
    }
    if (names.or(List.of()).isEmpty()) {
      return Answer.unknown(active.get(), "threads share cores, and what leaks was not seen");
    }
    return leaks
        ? Answer.fail(active.get(), "a thread can read what its neighbour on the core handles")
        : Answer.pass(active.get(), "threads share cores, and no leak between them is open");
  }

  private static Answer storeBypass(Look look) {
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    for (Box box : boxes.get()) {
      BoxStatus.field(look, "" + box.pid(), "Speculation_Store_Bypass")
          .optional()
          .ifPresent(text -> value.put("" + box.pid(), text));
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    return value.isEmpty()
        ? Answer.unknown("kernels before 4.17 do not tell")
        : Answer.info(value, "as the kernel says");
  }

  private static Answer microcode(Look look) {
    Got<String> old = look.word(DIRECTORY + "/old_microcode");
    Got<String> revision = look.word("/sys/devices/system/cpu/cpu0/microcode/version");
    if (Virtualization.of(look).virtual()) {
      return Answer.unknown("a guest is shown no true microcode");
    }
    if (old.or("").startsWith("Not affected")) {
      return Answer.pass(revision.or("Not affected"), "the kernel knows no newer microcode");
    }
    if (old.or("").startsWith("Vulnerable")) {
      return Answer.fail(revision.or("Vulnerable"), "the kernel knows a newer microcode");
    }
    return revision.seen()
        ? Answer.info(revision.get(), "kernels before 6.16 do not judge it")
        : Answer.unseen("the microcode's revision", revision);
  }
}
