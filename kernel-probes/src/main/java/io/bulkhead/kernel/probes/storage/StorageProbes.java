package io.bulkhead.kernel.probes.storage;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.DataRoot;
import io.bulkhead.kernel.probes.facts.Modules;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Mounts.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The data-root and what lies under it. */
public final class StorageProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "fs.dataroot_path", Scope.KERNEL, "Where is the data-root", StorageProbes::path),
          new Probe(
              "fs.dataroot_separate",
              Scope.FILES,
              "Has the data-root a file system of its own",
              Separation::answer),
          new Probe(
              "fs.dataroot_mountopts",
              Scope.FILES,
              "With which flags is the data-root mounted",
              StorageProbes::options),
          new Probe(
              "fs.dtype",
              Scope.FILES,
              "Does the file system tell the types of directory entries",
              StorageProbes::entryTypes),
          new Probe(
              "fs.backing",
              Scope.FILES,
              "Which file system carries the data-root, and can it limit containers",
              StorageProbes::backing),
          new Probe(
              "fs.overlay_support",
              Scope.KERNEL,
              "Has the kernel the overlay file system",
              StorageProbes::overlay),
          new Probe(
              "fs.dataroot_perms",
              Scope.FILES,
              "Who can look into the data-root",
              DataRootModes::answer),
          new Probe(
              "fs.tmp_flags",
              Scope.FILES,
              "With which flags are the temporary directories mounted",
              StorageProbes::temporary));

  private static final Map<Long, String> TYPES =
      Map.ofEntries(
          Map.entry(0xef53L, "ext4"),
          Map.entry(0x58465342L, "xfs"),
          Map.entry(0x9123683eL, "btrfs"),
          Map.entry(0x2fc12fc1L, "zfs"),
          Map.entry(0x794c7630L, "overlay"),
          Map.entry(0x6969L, "nfs"),
          Map.entry(0x01021994L, "tmpfs"),
          Map.entry(0x65735546L, "fuse"),
          Map.entry(0xf2f52010L, "f2fs"),
          Map.entry(0xca451a4eL, "bcachefs"));
  private static final Set<String> UNFIT = Set.of("nfs", "nfs4", "overlay", "tmpfs", "fuse");

  private StorageProbes() {}

  private static Answer path(Look look) {
    return DataRoot.of(look)
        .map(root -> Answer.info(root.path(), root.from()))
        .orElseGet(() -> Answer.unknown("no engine answers, and the default does not exist"));
  }

  private static Answer nowhere() {
    return Answer.unknown("where the data-root is was not seen");
  }

  private static List<String> flags(long flags) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, Integer> flag :
        List.of(
            Map.entry("ro", 1),
            Map.entry("nosuid", 2),
            Map.entry("nodev", 4),
            Map.entry("noexec", 8))) {
      if ((flags & flag.getValue()) != 0) {
        names.add(flag.getKey());
      }
    }
    return names;
  }

  private static Answer options(Look look) {
    Optional<DataRoot> root = DataRoot.of(look);
    if (root.isEmpty()) {
      return nowhere();
    }
    Got<List<String>> seen = look.statfs(root.get().seen()).map(fs -> flags(fs.flags()));
    if (!seen.seen()) {
      Optional<Mount> mount = root.get().mounts(look).holding(root.get().path());
      if (mount.isEmpty()) {
        return Answer.unseen("the mount of the data-root", seen);
      }
      List<String> options = mount.get().options();
      seen =
          Got.of(
              List.of("ro", "nosuid", "nodev", "noexec").stream()
                  .filter(options::contains)
                  .toList());
    }
    List<String> on = seen.get();
    if (on.contains("ro") || on.contains("noexec")) {
      return Answer.fail(
          on,
          on.contains("ro")
              ? "read-only: the engine cannot work"
              : "noexec breaks volumes and plugins that hold programs, and protects nothing else");
    }
    return on.contains("nodev")
        ? Answer.pass(on, "nodev; the flags reach volumes, not the containers' own file systems")
        : Answer.warn(on, "without nodev, device nodes in volumes work");
  }

  private static Answer entryTypes(Look look) {
    Optional<DataRoot> root = DataRoot.of(look);
    if (root.isEmpty()) {
      return nowhere();
    }
    Got<Set<Integer>> types =
        look.call(
            "getdents64(" + root.get().path() + ")", calls -> calls.entryTypes(root.get().seen()));
    if (!types.seen()) {
      return Answer.unseen(root.get().path(), types);
    }
    if (types.get().isEmpty()) {
      return Answer.unknown("the directory is empty and proves nothing");
    }
    return types.get().contains(0)
        ? Answer.fail(
            false, "the file system hides the types of entries: overlay works wrongly on it")
        : Answer.pass(true, "types of entries are told");
  }

  private static Answer backing(Look look) {
    Optional<DataRoot> root = DataRoot.of(look);
    if (root.isEmpty()) {
      return nowhere();
    }
    Got<HostCalls.FileSystem> fs = look.statfs(root.get().seen());
    Optional<Mount> mount = root.get().mounts(look).holding(root.get().path());
    if (!fs.seen() && mount.isEmpty()) {
      return Answer.unseen(root.get().path(), fs);
    }
    String type =
        fs.seen()
            ? TYPES.getOrDefault(fs.get().type(), "0x" + Long.toHexString(fs.get().type()))
            : mount.get().type();
    mount.ifPresent(
        m ->
            look.note(
                "mount of " + root.get().path(),
                m.type() + " " + String.join(",", m.superOptions())));
    if (UNFIT.contains(type) || type.startsWith("fuse")) {
      return Answer.fail(type, "not fit to carry containers");
    }
    if (type.startsWith("0x")) {
      return Answer.unknown(type, "a file system this version does not know");
    }
    boolean quota = mount.filter(m -> m.has("prjquota") || m.has("pquota")).isPresent();
    return quota || type.equals("btrfs") || type.equals("zfs")
        ? Answer.pass(type, "the space of a container can be limited")
        : Answer.warn(type, "without project quotas a container can fill the disk");
  }

  private static Answer overlay(Look look) {
    Got<String> types = look.raw("/proc/filesystems");
    look.note(
        "/proc/filesystems",
        types.seen()
            ? types.get().contains("\toverlay\n") ? "overlay" : "no overlay"
            : types.why());
    if (types.or("").contains("\toverlay\n")) {
      for (String parameter : List.of("redirect_dir", "metacopy", "index")) {
        look.word("/sys/module/overlay/parameters/" + parameter);
      }
      return Answer.pass(true, "the kernel has it");
    }
    if (!types.seen()) {
      return Answer.unseen("/proc/filesystems", types);
    }
    Modules modules = Modules.of(look);
    if (!modules.modular()) {
      return Answer.fail(null, "not built in, and the kernel has no modules");
    }
    if (look.sysctl("kernel.modules_disabled").or(0L) == 1) {
      return Answer.fail(null, "not loaded, and modules can no longer be loaded");
    }
    if (modules.blocked("overlay")) {
      return Answer.fail(null, "a module that modprobe.d keeps from being loaded");
    }
    if (modules.onDisk().contains("overlay")) {
      return Answer.pass("module", "a module that is loaded when it is needed");
    }
    return modules.known()
        ? Answer.fail(null, "neither built in nor a module")
        : Answer.unknown("the modules of this kernel were not seen");
  }

  private static Answer temporary(Look look) {
    Map<String, Object> value = new LinkedHashMap<>();
    for (String path : List.of("/tmp", "/var/tmp", "/dev/shm")) {
      Got<HostCalls.FileSystem> fs = look.statfs(path);
      Optional<Mount> mount = Mounts.of(look, "self").holding(path);
      if (fs.seen()) {
        value.put(path, flags(fs.get().flags()));
      } else if (mount.isPresent()) {
        value.put(
            path,
            List.of("ro", "nosuid", "nodev", "noexec").stream()
                .filter(mount.get().options()::contains)
                .toList());
      }
    }
    return value.isEmpty()
        ? Answer.unknown("their mounts were not seen")
        : Answer.info(value, "nosuid and nodev are wanted");
  }
}
