package io.bulkhead.audit.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A path of the host that a volume shows instead of a directory of the engine's own.
 *
 * @param path as the volume's options name it; for a file system of the kernel, where the host has
 *     it
 * @param writable what is written there changes the host
 */
public record VolumeSource(String path, boolean writable) {
  /** File systems that are the kernel itself, wherever they are mounted; see filesystems(5). */
  private static final Map<String, String> OF_KERNEL =
      Map.ofEntries(
          Map.entry("proc", "/proc"),
          Map.entry("sysfs", "/sys"),
          Map.entry("cgroup", "/sys/fs/cgroup"),
          Map.entry("cgroup2", "/sys/fs/cgroup"),
          Map.entry("bpf", "/sys/fs/bpf"),
          Map.entry("pstore", "/sys/fs/pstore"),
          Map.entry("efivarfs", "/sys/firmware/efi/efivars"),
          Map.entry("configfs", "/sys/kernel/config"),
          Map.entry("debugfs", "/sys/kernel/debug"),
          Map.entry("securityfs", "/sys/kernel/security"),
          Map.entry("tracefs", "/sys/kernel/tracing"),
          Map.entry("binfmt_misc", "/proc/sys/fs/binfmt_misc"),
          Map.entry("devtmpfs", "/dev"));

  /** What they mount is somewhere else, though its name may begin with a slash. */
  private static final Set<String> OF_NETWORK = Set.of("cifs", "smb3", "nfs", "nfs4", "ceph", "9p");

  /** Options of overlay that name directories; writing goes to the upper one alone. */
  private static final String LOWER = "(lower|data)dir\\+?";

  private static final String UPPER = "upperdir";

  /** None for a volume of another driver, which has options of its own. */
  public static List<VolumeSource> of(Engine.Volume volume) {
    if (!volume.driver().equals("local")) {
      return List.of();
    }
    String type = volume.options().getOrDefault("type", "");
    String device = volume.options().getOrDefault("device", "");
    if (OF_KERNEL.containsKey(type)) {
      return List.of(new VolumeSource(OF_KERNEL.get(type), true));
    }
    if (type.equals("overlay")) {
      return layers(volume.options().getOrDefault("o", ""));
    }
    return device.startsWith("/") && !OF_NETWORK.contains(type)
        ? List.of(new VolumeSource(device, true))
        : List.of();
  }

  private static List<VolumeSource> layers(String options) {
    List<VolumeSource> layers = new ArrayList<>();
    for (String option : options.split(",")) {
      String[] pair = option.split("=", 2);
      boolean upper = pair[0].equals(UPPER);
      if (pair.length == 2 && (upper || pair[0].matches(LOWER))) {
        for (String path : pair[1].split(":")) {
          if (path.startsWith("/")) {
            layers.add(new VolumeSource(path, upper));
          }
        }
      }
    }
    return layers;
  }
}
