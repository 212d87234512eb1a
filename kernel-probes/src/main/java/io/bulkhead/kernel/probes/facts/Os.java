package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The host's distribution from os-release(5), through the daemon's root where that is another one.
 *
 * @param seen false if no such file could be read, or if it is a container's own
 */
public record Os(boolean seen, Map<String, String> entries) {
  private static final List<String> APPARMOR =
      List.of("debian", "ubuntu", "sles", "suse", "opensuse", "opensuse-leap", "linuxmint", "pop");
  private static final List<String> SELINUX =
      List.of("rhel", "fedora", "centos", "rocky", "almalinux", "ol", "amzn");

  public static Os of(Look look) {
    return look.once(Os.class, Os::read);
  }

  private static Os read(Look look) {
    String root = DaemonFacts.of(look).root();
    if (Standing.of(look).container() && !DaemonFacts.of(look).filesSeen(look)) {
      look.note("/etc/os-release", "of the container Bulkhead runs in");
      return new Os(false, Map.of());
    }
    Got<String> text = look.raw(root + "/etc/os-release");
    if (!text.seen()) {
      text = look.raw(root + "/usr/lib/os-release");
    }
    Map<String, String> entries = parse(text.or(""));
    look.note(
        root + "/etc/os-release",
        text.seen() ? entries.getOrDefault("PRETTY_NAME", "" + entries.get("ID")) : text.why());
    return new Os(text.seen(), entries);
  }

  static Map<String, String> parse(String text) {
    Map<String, String> entries = new HashMap<>();
    for (String line : text.split("\n")) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        entries.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1)));
      }
    }
    return entries;
  }

  private static String unquoted(String value) {
    String text = value.strip();
    boolean quoted =
        text.length() > 1
            && text.charAt(0) == text.charAt(text.length() - 1)
            && "'\"".indexOf(text.charAt(0)) >= 0;
    return quoted ? text.substring(1, text.length() - 1).replace("\\", "") : text;
  }

  public String id() {
    return entries.getOrDefault("ID", "");
  }

  public String versionId() {
    return entries.getOrDefault("VERSION_ID", "");
  }

  private boolean like(List<String> family) {
    return family.contains(id())
        || List.of(entries.getOrDefault("ID_LIKE", "").split(" ")).stream()
            .anyMatch(family::contains);
  }

  /** Ships AppArmor; SUSE up to 15 does, from 16 on it ships SELinux. */
  public boolean appArmorFamily() {
    return like(APPARMOR) && !suse16();
  }

  public boolean selinuxFamily() {
    return like(SELINUX) || suse16();
  }

  private boolean suse16() {
    return (id().startsWith("sles") || id().startsWith("opensuse")) && versionId().startsWith("16");
  }
}
