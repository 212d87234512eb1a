package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.CommandLine;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.LsmStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Boot parameters that switch protections off (admin-guide/kernel-parameters). */
final class CmdlineWeakening {
  private static final Set<String> BAD_WORDS =
      Set.of(
          "nopti",
          "nospectre_v1",
          "nospectre_v2",
          "nospec_store_bypass_disable",
          "nospectre_bhb",
          "noibrs",
          "noibpb",
          "nokaslr",
          "nosmap",
          "nosmep");
  private static final Set<String> BAD_VALUES =
      Set.of(
          "mitigations=off",
          "pti=off",
          "kpti=off",
          "kpti=0",
          "ssbd=force-off",
          "srbds=off",
          "tsa=off",
          "indirect_target_selection=off",
          "vmscape=off",
          "spectre_v2=off",
          "spectre_v2_user=off",
          "spec_store_bypass_disable=off",
          "l1tf=off",
          "mds=off",
          "tsx_async_abort=off",
          "retbleed=off",
          "srso=off",
          "mmio_stale_data=off",
          "reg_file_data_sampling=off",
          "gather_data_sampling=off",
          "spectre_bhi=off",
          "apparmor=0",
          "selinux=0",
          "enforcing=0",
          "vsyscall=native");
  private static final Set<String> DOUBTFUL_WORDS = Set.of("slub_debug", "slab_debug");
  private static final Set<String> DOUBTFUL_VALUES =
      Set.of(
          "vsyscall=emulate",
          "audit=0",
          "audit=off",
          "systemd.unified_cgroup_hierarchy=0",
          "systemd.unified_cgroup_hierarchy=no",
          "systemd.unified_cgroup_hierarchy=false",
          "init_on_alloc=0",
          "module.sig_enforce=0",
          "lockdown=none",
          "iommu=off",
          "intel_iommu=off",
          "amd_iommu=off",
          "debugfs=on",
          "ipv6.disable=1",
          "user_namespace.enable=1");

  private static final String GRUB = "/etc/default/grub";
  private static final Pattern ASSIGNMENT =
      Pattern.compile("\\s*(export\\s+)?GRUB_CMDLINE_LINUX\\w*=");

  private CmdlineWeakening() {}

  static Answer answer(Look look) {
    CommandLine line = CommandLine.of(look);
    if (!line.seen()) {
      return Answer.unknown("/proc/cmdline could not be read");
    }
    List<String> bad = new ArrayList<>();
    List<String> doubtful = new ArrayList<>();
    for (String word : line.words()) {
      if (overruled(line, word)) {
        continue;
      }
      if (BAD_WORDS.contains(word) || BAD_VALUES.contains(word) || otherSecurity(word)) {
        bad.add(word);
      } else if (doubtful(word)) {
        doubtful.add(word);
      }
    }
    line.value("lsm")
        .filter(CmdlineWeakening::noMajor)
        .ifPresent(v -> bad.add("lsm= without major LSM"));
    if (!bad.isEmpty()) {
      nextBoot(look, bad);
      return Answer.fail(
          value(bad), "boot parameters switch protections off: " + String.join(", ", bad));
    }
    return doubtful.isEmpty()
        ? Answer.pass(List.of(), "no boot parameter switches a protection off")
        : Answer.warn(
            value(doubtful), "boot parameters weaken the host: " + String.join(", ", doubtful));
  }

  /** Lines of GRUB's files that will set these words again, as they stand. */
  private static void nextBoot(Look look, List<String> words) {
    String root = DaemonFacts.of(look).root();
    List<String> files = new ArrayList<>(List.of(GRUB));
    look.list(root + GRUB + ".d").or(List.of()).stream()
        .filter(name -> name.endsWith(".cfg"))
        .forEach(name -> files.add(GRUB + ".d/" + name));
    for (String file : files) {
      for (String line : look.raw(root + file).or("").split("\n")) {
        boolean sets = ASSIGNMENT.matcher(line).lookingAt();
        if (sets && Arrays.asList(line.split("[\\s\"']+")).stream().anyMatch(words::contains)) {
          look.whole(file, line.strip());
        }
      }
    }
  }

  private static Object value(List<String> found) {
    return found.size() == 1 ? found.get(0) : found;
  }

  /** The last of equal parameters is in force. */
  private static boolean overruled(CommandLine line, String word) {
    int equals = word.indexOf('=');
    return equals > 0
        && line.value(word.substring(0, equals)).filter(v -> !word.endsWith("=" + v)).isPresent();
  }

  private static boolean doubtful(String word) {
    return DOUBTFUL_VALUES.contains(word)
        || DOUBTFUL_WORDS.contains(word.split("=", 2)[0])
        || word.startsWith("mitigations=auto,no_guest")
        || (word.startsWith("cgroup_disable=") && word.contains("memory"))
        || word.matches("init=(?!/(usr/)?(lib/systemd/systemd|sbin/init|bin/init)$).*");
  }

  /** {@code security=} picks one module: anything that is none of them leaves the host without. */
  private static boolean otherSecurity(String word) {
    return word.startsWith("security=") && !LsmStack.MAJOR.contains(word.substring(9));
  }

  private static boolean noMajor(String list) {
    return Arrays.stream(list.split(",")).noneMatch(LsmStack.MAJOR::contains);
  }
}
