package io.bulkhead.kernel.probes.hardware;

import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.LocalAccounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Device nodes that lead past every other protection. */
public final class DeviceProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "dev.perms",
              Scope.FILES,
              "Who may open disks, memory and other sensitive devices",
              DeviceProbes::permissions),
          new Probe(
              "dev.container_exposure",
              Scope.PROCESSES,
              "Which raw devices can containers open",
              DeviceExposure::answer));

  private static final List<String> NODES =
      List.of(
          "/dev/mem",
          "/dev/port",
          "/dev/kmem",
          "/dev/kmsg",
          "/dev/kvm",
          "/dev/fuse",
          "/dev/net/tun",
          "/dev/userfaultfd",
          "/dev/vhost-net",
          "/dev/vhost-vsock",
          "/dev/vsock",
          "/dev/loop-control",
          "/dev/mapper/control",
          "/dev/uinput");
  private static final Pattern DISK =
      Pattern.compile("(sd[a-z]+|vd[a-z]+|xvd[a-z]+|nvme|dm-|md|mmcblk)\\d*.*");
  private static final Set<String> MEMORY = Set.of("/dev/mem", "/dev/port", "/dev/kmem");
  private static final Set<String> KNOWN_GROUPS =
      Set.of(
          "root", "disk", "kvm", "kmem", "tty", "video", "render", "input", "adm", "uinput",
          "netdev", "vhost", "libvirt", "sys", "wheel", "plugdev");
  private static final int OTHERS_READ_WRITE = 0006;
  private static final int OTHERS_WRITE = 0002;

  private DeviceProbes() {}

  private static Answer permissions(Look look) {
    LocalAccounts accounts = LocalAccounts.of(look);
    Map<String, Object> found = new LinkedHashMap<>();
    boolean bad = false;
    boolean note = false;
    int seen = 0;
    for (String path : nodes(look)) {
      Got<FileStat> stat = look.quietStat(path);
      if (!stat.seen()) {
        continue;
      }
      seen++;
      look.stat(path);
      FileStat node = stat.get();
      boolean open = open(path, node);
      String group = accounts.group(node.gid());
      if (open) {
        found.put(path, node.octal());
        bad = true;
      } else if (path.equals("/dev/kvm") && (node.mode() & OTHERS_WRITE) != 0) {
        found.put(path, node.octal());
        note = true;
      } else if ((node.mode() & 0060) != 0 && !KNOWN_GROUPS.contains(group)) {
        found.put(path, group.isEmpty() ? "gid " + node.gid() : "gid " + group);
      }
    }
    if (seen == 0) {
      return Answer.unknown("no device node was seen");
    }
    boolean onlyNote = note && found.size() == 1;
    List<String> members = accounts.members("disk");
    if (!members.isEmpty()) {
      found.put("disk_group", members);
    }
    return judged(found, bad, onlyNote && members.isEmpty());
  }

  private static Answer judged(Map<String, Object> found, boolean bad, boolean onlyNote) {
    if (bad) {
      return Answer.fail(found, "everybody may open " + String.join(", ", found.keySet()));
    }
    if (onlyNote) {
      return Answer.info(found, "everybody may start virtual machines, as systemd sets it");
    }
    return found.isEmpty()
        ? Answer.pass(found, "root and its groups alone")
        : Answer.warn(found, "groups that nobody expects, or members who can read every disk");
  }

  private static boolean open(String path, FileStat node) {
    if (node.kind() == FileKind.BLOCK_DEVICE || MEMORY.contains(path)) {
      return (node.mode() & OTHERS_READ_WRITE) != 0;
    }
    return path.equals("/dev/kmsg") && (node.mode() & OTHERS_WRITE) != 0;
  }

  private static Set<String> nodes(Look look) {
    Set<String> paths = new TreeSet<>(NODES);
    List<String> disks = new ArrayList<>(look.list("/dev").or(List.of()));
    disks.removeIf(name -> !DISK.matcher(name).matches() && !name.startsWith("nvidia"));
    disks.forEach(name -> paths.add("/dev/" + name));
    look.list("/dev/dri").or(List.of()).forEach(name -> paths.add("/dev/dri/" + name));
    return paths;
  }
}
