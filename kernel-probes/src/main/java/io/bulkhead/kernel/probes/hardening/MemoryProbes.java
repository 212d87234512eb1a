package io.bulkhead.kernel.probes.hardening;

import static io.bulkhead.kernel.probes.hardening.SettingProbes.setting;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.CommandLine;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.Release;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of memory, of crashes and of limits that all containers share. */
public final class MemoryProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "aslr.randomize",
              Scope.KERNEL,
              "Are addresses of processes random",
              MemoryProbes::randomized),
          new Probe(
              "mmap.min_addr",
              Scope.KERNEL,
              "Can a process map the lowest addresses",
              MemoryProbes::lowest),
          new Probe(
              "fs.protected_links",
              Scope.KERNEL,
              "Are links and files in shared directories protected",
              MemoryProbes::links),
          new Probe(
              "fs.suid_dumpable",
              Scope.KERNEL,
              "May privileged programs leave a memory image",
              MemoryProbes::dumpable),
          new Probe(
              "core.pattern",
              Scope.KERNEL,
              "What runs on the host when a process crashes",
              CorePattern::answer),
          new Probe("random.ready", Scope.KERNEL, "Are random numbers ready", MemoryProbes::random),
          new Probe(
              "mem.memfd_noexec",
              Scope.PROCESSES,
              "Can memory files be executed",
              MemoryProbes::memoryFiles),
          new Probe(
              "limits.keys_pids",
              Scope.KERNEL,
              "Which limits do all containers share",
              MemoryProbes::limits),
          new Probe(
              "binfmt.misc",
              Scope.KERNEL,
              "Which interpreters does the kernel start for foreign programs",
              MemoryProbes::binfmt),
          new Probe(
              "host.proc_mem",
              Scope.KERNEL,
              "Is writing through /proc/PID/mem restricted",
              MemoryProbes::procMem));

  private static final long FULL = 65536;
  private static final long COMPAT = 32768;
  private static final int WRITABLE = 0022;

  private MemoryProbes() {}

  private static Answer randomized(Look look) {
    return setting(
        look,
        "kernel.randomize_va_space",
        v -> {
          if (v == 0) {
            return Answer.fail(v, "addresses are the same in every process");
          }
          if (v == 1) {
            return Answer.warn(v, "the heap lies where it always lies");
          }
          Got<Long> bits = look.sysctl("vm.mmap_rnd_bits");
          Got<Long> most =
              KernelConfig.of(look)
                  .symbol("ARCH_MMAP_RND_BITS_MAX")
                  .map(Look::decimal)
                  .orElse(Got.error(Got.NO_DATA));
          if (bits.seen() && most.seen() && bits.get() < most.get()) {
            return Answer.warn(v, bits.get() + " random bits of " + most.get());
          }
          return fixed(look)
              ? Answer.warn(v, "random, except in the engine and the containers it starts")
              : Answer.pass(v, "random");
        },
        Answer.unknown("kernel.randomize_va_space is not there"));
  }

  /** ADDR_NO_RANDOMIZE of personality(2), which children inherit. */
  private static boolean fixed(Look look) {
    return DaemonFacts.of(look)
        .pid()
        .flatMap(pid -> look.word("/proc/" + pid + "/personality").optional())
        .filter(mask -> mask.matches("[0-9a-f]{1,8}"))
        .filter(mask -> (Long.parseLong(mask, 16) & 0x0040000) != 0)
        .isPresent();
  }

  private static boolean arm(Look look) {
    return look.call("uname machine", HostCalls::machine).or("").startsWith("a");
  }

  private static Answer lowest(Look look) {
    return setting(
        look,
        "vm.mmap_min_addr",
        v -> {
          if (v == 0) {
            return Answer.fail(v, "errors of the kernel with null pointers can be used");
          }
          KernelConfig config = KernelConfig.of(look);
          if (v >= FULL || (arm(look) && v >= COMPAT && config.set("COMPAT"))) {
            return Answer.pass(v, "the lowest addresses stay empty");
          }
          return arm(look) && v >= COMPAT && !config.known()
              ? Answer.unknown(
                  v,
                  "enough for a kernel with 32-bit programs, and whether this is one was not seen")
              : Answer.warn(v, "less than " + FULL);
        },
        Answer.unknown("vm.mmap_min_addr is not there"));
  }

  private static Answer links(Look look) {
    Map<String, Object> value = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    List<String> unseen = new ArrayList<>();
    for (String kind : List.of("symlinks", "hardlinks", "fifos", "regular")) {
      Got<Long> set = look.sysctl("fs.protected_" + kind);
      if (set.seen()) {
        value.put(kind, set.get());
      } else {
        unseen.add(kind);
      }
      if (set.or(1L) == 0) {
        open.add(kind);
      }
    }
    if (!open.isEmpty()) {
      return Answer.fail(value, "not protected: " + String.join(", ", open));
    }
    return unseen.isEmpty()
        ? Answer.pass(value, "protected")
        : Answer.unknown(value.isEmpty() ? null : value, "not there: " + String.join(", ", unseen));
  }

  private static Answer dumpable(Look look) {
    return setting(
        look,
        "fs.suid_dumpable",
        v -> {
          if (v == 0) {
            return Answer.pass(v, "they leave none");
          }
          if (v != 2) {
            return Answer.fail(v, "their memory can be read by whoever started them");
          }
          Got<String> pattern = look.word("/proc/sys/kernel/core_pattern");
          if (!pattern.seen()) {
            return Answer.unknown(v, "kernel.core_pattern: " + pattern.why());
          }
          boolean kept =
              pattern.get().startsWith("|")
                  || pattern.get().startsWith("/")
                  || pattern.get().startsWith("@");
          return kept
              ? Answer.pass(v, "readable by root alone, where core_pattern says")
              : Answer.fail(v, "images land in the directory of whoever started them");
        },
        Answer.unknown("fs.suid_dumpable is not there"));
  }

  private static Answer random(Look look) {
    Got<Long> bytes = look.call("getrandom(GRND_NONBLOCK)", HostCalls::random);
    if (bytes.is("EAGAIN")) {
      return Answer.fail(false, "keys made now can be guessed");
    }
    return bytes.seen() && bytes.get() > 0
        ? Answer.info(true, "ready")
        : Answer.unseen("getrandom(2)", bytes);
  }

  private static Answer memoryFiles(Look look) {
    return setting(
        look,
        "vm.memfd_noexec",
        v -> Answer.info(v, v == 0 ? "they can" : "not by default"),
        Answer.unknown("vm.memfd_noexec is not there; kernels before 6.3 have none"));
  }

  private static Answer limits(Look look) {
    Map<String, Object> value = new LinkedHashMap<>();
    for (String name :
        List.of(
            "kernel.keys.maxkeys",
            "kernel.keys.root_maxkeys",
            "kernel.keys.maxbytes",
            "kernel.pid_max",
            "kernel.threads-max",
            "fs.file-max",
            "fs.inotify.max_user_instances")) {
      look.sysctl(name).optional().ifPresent(v -> value.put(name, v));
    }
    if (value.isEmpty()) {
      return Answer.unknown("none of them could be read");
    }
    Object keys = value.get("kernel.keys.root_maxkeys");
    return keys instanceof Long k && k <= 10000
        ? Answer.warn(
            value, "kernel.keys.root_maxkeys of " + k + " is used up by a few hundred containers")
        : Answer.info(value, "shared by all containers");
  }

  private static Answer binfmt(Look look) {
    String directory = "/proc/sys/fs/binfmt_misc";
    Got<List<String>> names = look.list(directory);
    if (!names.or(List.of()).contains("status")) {
      return Answer.unknown("binfmt_misc is not mounted");
    }
    if (look.word(directory + "/status").or("").equals("disabled")) {
      return Answer.pass(List.of(), "no interpreter is started: all are switched off");
    }
    List<String> bad = new ArrayList<>();
    List<String> own = new ArrayList<>();
    for (String name : names.get()) {
      String text = look.raw(directory + "/" + name).or("");
      boolean credentials =
          text.lines().anyMatch(l -> l.startsWith("flags:") && l.substring(6).contains("C"));
      if (credentials && !text.startsWith("disabled")) {
        look.note(directory + "/" + name, text.strip());
        (ofTheHost(look, text) ? own : bad).add(name);
      }
    }
    if (!bad.isEmpty()) {
      return Answer.fail(
          bad,
          "an interpreter that others can change runs with the privileges of the program: "
              + String.join(", ", bad));
    }
    return own.isEmpty()
        ? Answer.pass(own, "no interpreter takes over a program's privileges")
        : Answer.warn(
            own, "interpreters run with the privileges of the program: " + String.join(", ", own));
  }

  private static boolean ofTheHost(Look look, String text) {
    String interpreter =
        text.lines()
            .filter(l -> l.startsWith("interpreter "))
            .map(l -> l.substring(12).strip())
            .findFirst()
            .orElse("");
    Got<FileStat> stat = look.stat(interpreter);
    return interpreter.startsWith("/usr/")
        && !interpreter.startsWith("/usr/local/")
        && stat.seen()
        && stat.get().uid() == 0
        && (stat.get().mode() & WRITABLE) == 0;
  }

  private static Answer procMem(Look look) {
    String value = CommandLine.of(look).value("proc_mem.force_override").orElse("");
    KernelConfig config = KernelConfig.of(look);
    if (value.isEmpty()) {
      value =
          config.set("PROC_MEM_NO_FORCE")
              ? "never"
              : config.set("PROC_MEM_FORCE_PTRACE")
                  ? "ptrace"
                  : config.set("PROC_MEM_ALWAYS_FORCE") ? "always" : "";
    }
    if (value.isEmpty()) {
      return Answer.unknown(
          Release.of(look).before(6, 12)
              ? "kernels before 6.12 have no such setting"
              : "neither command line nor configuration tell");
    }
    return value.equals("always")
        ? Answer.warn(
            value, "a process can write into the read-only memory of another of the same user")
        : Answer.pass(value, "restricted");
  }
}
