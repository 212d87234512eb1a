package io.bulkhead.kernel.probes.host;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.sysctl.BootSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Settings that the next boot applies (sysctl.d(5)) against those in force. */
final class SysctlPersistence {
  private static final Set<String> PROTECTING =
      Set.of(
          "fs.protected_symlinks",
          "fs.protected_hardlinks",
          "fs.protected_fifos",
          "fs.protected_regular",
          "fs.suid_dumpable",
          "kernel.kptr_restrict",
          "kernel.dmesg_restrict",
          "kernel.yama.ptrace_scope",
          "kernel.unprivileged_bpf_disabled",
          "kernel.perf_event_paranoid",
          "kernel.randomize_va_space",
          "kernel.sysrq",
          "kernel.kexec_load_disabled",
          "kernel.unprivileged_userns_clone",
          "kernel.apparmor_restrict_unprivileged_userns",
          "kernel.io_uring_disabled",
          "kernel.core_pattern",
          "net.core.bpf_jit_harden",
          "net.ipv4.ip_forward",
          "net.ipv4.conf.all.rp_filter",
          "net.ipv4.conf.all.accept_redirects",
          "net.ipv4.conf.all.send_redirects",
          "net.ipv4.conf.all.accept_source_route",
          "net.ipv4.conf.all.route_localnet",
          "net.ipv4.tcp_syncookies",
          "net.bridge.bridge-nf-call-iptables",
          "vm.mmap_min_addr",
          "vm.unprivileged_userfaultfd",
          "user.max_user_namespaces",
          "dev.tty.ldisc_autoload",
          "dev.tty.legacy_tiocsti");

  /** Settings that each interface has as well. */
  private static final Pattern OF_INTERFACE =
      Pattern.compile(
          "net/ipv[46]/conf/[^/]+/(rp_filter|accept_redirects|send_redirects|accept_source_route"
              + "|route_localnet)");

  private SysctlPersistence() {}

  static Answer answer(Look look) {
    Map<String, String> wanted = wanted(look, DaemonFacts.of(look).root());
    if (wanted.isEmpty()) {
      return Answer.unknown("no settings were found in sysctl.d");
    }
    Map<String, Object> differing = new LinkedHashMap<>();
    boolean protecting = false;
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String key = setting.getKey();
      Got<String> now = look.raw("/proc/sys/" + key).map(String::strip);
      if (now.seen() && !same(setting.getValue(), now.get())) {
        String dotted = dotted(key);
        differing.put(dotted, "config " + setting.getValue() + ", runtime " + now.get());
        protecting |= PROTECTING.contains(dotted) || OF_INTERFACE.matcher(key).matches();
      }
    }
    if (differing.isEmpty()) {
      return Answer.pass(differing, wanted.size() + " settings are in force");
    }
    String names = String.join(", ", differing.keySet());
    return protecting
        ? Answer.fail(differing, "the next boot sets other values than are in force: " + names)
        : Answer.warn(differing, "settings without a part in security differ: " + names);
  }

  /**
   * What the files say.
   *
   * @param root where the host's files are, empty for our own
   */
  private static Map<String, String> wanted(Look look, String root) {
    return BootSettings.read(
            directory -> look.list(root + directory).or(List.of()), file -> text(look, root + file))
        .all(directory -> look.list("/proc/sys/" + directory).or(List.of()));
  }

  private static Optional<String> text(Look look, String path) {
    Optional<String> text = look.raw(path).optional();
    text.ifPresent(seen -> look.claim(path, seen.lines().count() + " lines"));
    return text;
  }

  /** As sysctl(8) says it: a point within a name is a slash. */
  private static String dotted(String path) {
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      key.append(c == '/' ? '.' : c == '.' ? '/' : c);
    }
    return key.toString();
  }

  /** Also in the kernel's other spelling: 0x10. */
  private static Got<Long> number(String text) {
    boolean hex = text.matches("0x[0-9a-fA-F]{1,15}");
    return hex ? Got.of(Long.parseLong(text.substring(2), 16)) : Look.decimal(text);
  }

  /** Numbers by value, blanks between words do not count. */
  private static boolean same(String config, String runtime) {
    Got<Long> a = number(config);
    Got<Long> b = number(runtime);
    boolean numbers = a.seen() && b.seen();
    return numbers
        ? a.get().equals(b.get())
        : config.replaceAll("\\s+", " ").equals(runtime.replaceAll("\\s+", " "));
  }
}
