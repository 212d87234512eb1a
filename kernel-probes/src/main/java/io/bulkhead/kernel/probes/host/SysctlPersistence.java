package io.bulkhead.kernel.probes.host;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Settings that the next boot applies (sysctl.d(5)) against those in force. */
final class SysctlPersistence {
  private static final List<String> DIRECTORIES =
      List.of(
          "/etc/sysctl.d",
          "/run/sysctl.d",
          "/usr/local/lib/sysctl.d",
          "/usr/lib/sysctl.d",
          "/lib/sysctl.d");
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

  private SysctlPersistence() {}

  static Answer answer(Look look) {
    Map<String, String> wanted = merged(look, DaemonFacts.of(look).root());
    if (wanted.isEmpty()) {
      return Answer.unknown("no settings were found in sysctl.d");
    }
    Map<String, Object> differing = new LinkedHashMap<>();
    boolean protecting = false;
    for (Map.Entry<String, String> setting : wanted.entrySet()) {
      String key = setting.getKey();
      Got<String> now = look.raw("/proc/sys/" + key).map(String::strip);
      if (now.seen() && !same(setting.getValue(), now.get())) {
        String dotted = key.replace('/', '.');
        differing.put(dotted, "config " + setting.getValue() + ", runtime " + now.get());
        protecting |= PROTECTING.contains(dotted);
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

  /** By path below /proc/sys. Files by their names; of equal names the first directory's. */
  static Map<String, String> merged(Look look, String root) {
    Map<String, String> files = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : look.list(root + directory).or(List.of())) {
        if (name.endsWith(".conf")) {
          files.putIfAbsent(name, root + directory + "/" + name);
        }
      }
    }
    // procps reads it last; systemd by a link in sysctl.d
    files.put("~", root + "/etc/sysctl.conf");
    Map<String, String> wanted = new TreeMap<>();
    for (String path : files.values()) {
      Got<String> text = look.raw(path);
      if (text.seen()) {
        look.claim(path, text.get().lines().count() + " lines");
        text.get().lines().forEach(line -> apply(line, wanted));
      }
    }
    return wanted;
  }

  private static void apply(String line, Map<String, String> wanted) {
    String text = line.strip();
    int equals = text.indexOf('=');
    if (text.startsWith("#") || text.startsWith(";") || text.isEmpty()) {
      return;
    }
    String key = (equals < 0 ? text : text.substring(0, equals)).strip();
    String bare = key.startsWith("-") ? key.substring(1).strip() : key;
    String path = path(bare);
    if (equals < 0) {
      wanted.remove(path);
    } else if (!path.contains("*")) {
      wanted.put(path, text.substring(equals + 1).strip());
    }
  }

  /** The first separator decides which of the two it is; the other belongs to names. */
  private static String path(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return key;
    }
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      path.append(c == '.' ? '/' : c == '/' ? '.' : c);
    }
    return path.toString();
  }

  /** Numbers by value, blanks between words do not count. */
  private static boolean same(String config, String runtime) {
    Got<Long> a = Look.decimal(config);
    Got<Long> b = Look.decimal(runtime);
    boolean numbers = a.seen() && b.seen();
    return numbers
        ? a.get().equals(b.get())
        : config.replaceAll("\\s+", " ").equals(runtime.replaceAll("\\s+", " "));
  }
}
