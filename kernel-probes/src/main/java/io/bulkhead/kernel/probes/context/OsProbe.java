package io.bulkhead.kernel.probes.context;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Os;
import java.util.LinkedHashMap;
import java.util.Map;

/** Distribution, and what sets the kernel command line of the next boot. */
final class OsProbe {
  private static final long READ_ONLY = 1;

  private OsProbe() {}

  static Answer os(Look look) {
    Os os = Os.of(look);
    if (!os.seen()) {
      return Answer.unknown("the host's os-release could not be seen");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("id", os.id());
    value.put("version", os.versionId());
    String writer = writer(look, DaemonFacts.of(look).root());
    value.put("boot", writer);
    return Answer.info(
        value,
        writer.equals("manual")
            ? "how the next boot is set up is not known here"
            : "the next boot is set up by " + writer);
  }

  private static String writer(Look look, String root) {
    if (look.stat(root + "/run/ostree-booted").seen()) {
      return "rpm-ostree";
    }
    if (look.exists(root + "/etc/NIXOS")) {
      return "nixos";
    }
    if (look.statfs("/usr").map(fs -> (fs.flags() & READ_ONLY) != 0).or(false)) {
      return "manual";
    }
    if (look.exists(root + "/boot/loader/entries") && look.exists(root + "/etc/default/grub")) {
      return "grubby";
    }
    if (look.stat(root + "/etc/default/grub").seen() || look.exists(root + "/etc/default/grub.d")) {
      return "grub";
    }
    if (look.exists(root + "/etc/kernel/cmdline")) {
      return "systemd-boot";
    }
    return look.exists(root + "/boot/firmware/cmdline.txt") ? "raspberry" : "manual";
  }
}
