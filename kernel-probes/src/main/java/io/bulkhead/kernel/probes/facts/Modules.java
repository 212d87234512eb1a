package io.bulkhead.kernel.probes.facts;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Modules of the running kernel; names with underscores, as the kernel spells them.
 *
 * @param modular false if the kernel has no modules at all (CONFIG_MODULES=n)
 * @param loaded with their use counts
 * @param used those of them that something else than a module uses
 * @param directory where the running kernel's modules lie; empty if there is no such directory, and
 *     in a container, whose files are not the kernel's
 * @param onDisk modules that could be loaded
 * @param builtIn parts of the kernel that others have as modules
 * @param rules {@code install} and {@code blacklist} lines of modprobe.d, by module
 */
public record Modules(
    boolean modular,
    Map<String, Long> loaded,
    Set<String> used,
    String directory,
    Set<String> onDisk,
    Set<String> builtIn,
    Map<String, String> rules) {
  private static final int LIMIT = 8 << 20;
  private static final String HIDDEN = "?";
  private static final List<String> RULES =
      List.of(
          "/etc/modprobe.d",
          "/run/modprobe.d",
          "/usr/local/lib/modprobe.d",
          "/usr/lib/modprobe.d",
          "/lib/modprobe.d");

  public static Modules of(Look look) {
    return look.once(Modules.class, Modules::read);
  }

  private static Modules read(Look look) {
    Got<String> table = look.raw("/proc/modules");
    look.note(
        "/proc/modules", table.seen() ? table.get().lines().count() + " loaded" : table.why());
    boolean modular = !table.absent() || look.exists("/sys/module/module");
    Map<String, Long> loaded = new HashMap<>();
    Set<String> used = new HashSet<>();
    for (String line : table.or("").split("\n")) {
      String[] f = line.split(" ");
      if (f.length > 2) {
        long users = Look.decimal(f[2]).or(0L);
        loaded.put(f[0], users);
        // the fourth column names modules that use it; the rest are sockets, mounts and devices
        long modules = f.length > 3 ? f[3].chars().filter(c -> c == ',').count() : 0;
        if (users > modules) {
          used.add(f[0]);
        }
      }
    }
    if (Standing.of(look).container()) {
      look.note("/lib/modules", "of the container, not of the kernel");
      return new Modules(modular, loaded, used, "", Set.of(), Set.of(), Map.of());
    }
    String release = Release.of(look).text();
    for (String base : List.of("/lib/modules/", "/usr/lib/modules/")) {
      String directory = base + release;
      Set<String> onDisk = names(look, directory + "/modules.dep");
      Set<String> builtIn = names(look, directory + "/modules.builtin");
      boolean hidden = look.quietStat(directory + "/modules.dep").denied();
      if (hidden) {
        return new Modules(modular, loaded, used, HIDDEN, Set.of(), Set.of(), rules(look));
      }
      if (!onDisk.isEmpty() || !builtIn.isEmpty() || look.exists(directory + "/modules.dep")) {
        return new Modules(modular, loaded, used, directory, onDisk, builtIn, rules(look));
      }
    }
    return new Modules(modular, loaded, used, "", Set.of(), Set.of(), rules(look));
  }

  /** Names of the files at the line starts: {@code kernel/fs/overlayfs/overlay.ko.zst: …}. */
  private static Set<String> names(Look look, String path) {
    Got<byte[]> bytes = look.head(path, LIMIT);
    Set<String> names = new HashSet<>();
    for (String line : new String(bytes.or(new byte[0]), StandardCharsets.UTF_8).split("\n")) {
      String file = line.split(":", 2)[0].strip();
      int dot = file.indexOf(".ko");
      if (dot > 0) {
        names.add(kernelName(file.substring(file.lastIndexOf('/') + 1, dot)));
      }
    }
    look.note(path, bytes.seen() ? names.size() + " modules" : bytes.why());
    return names;
  }

  private static String kernelName(String name) {
    return name.replace('-', '_');
  }

  /** Files of one name: the first directory wins; files apply in the order of their names. */
  private static Map<String, String> rules(Look look) {
    Map<String, String> files = new TreeMap<>();
    for (String directory : RULES) {
      for (String name : look.list(directory).or(List.of())) {
        if (name.endsWith(".conf")) {
          files.putIfAbsent(name, directory + "/" + name);
        }
      }
    }
    Map<String, String> rules = new HashMap<>();
    for (String path : files.values()) {
      for (String line : look.raw(path).or("").split("\n")) {
        List<String> words = Words.of(line);
        if (words.size() > 2 && words.get(0).equals("install")) {
          rules.put(kernelName(words.get(1)), "install " + words.get(2));
        } else if (words.size() > 1 && words.get(0).equals("blacklist")) {
          rules.putIfAbsent(kernelName(words.get(1)), "blacklist");
        }
      }
    }
    look.note("modprobe.d", rules.size() + " install and blacklist lines");
    return rules;
  }

  /** True if a socket, a mount or the like uses it now. */
  public boolean usedByPrograms(String name) {
    return used.contains(name);
  }

  public boolean isLoaded(String name) {
    return loaded.containsKey(name);
  }

  /** True if it runs already: loaded, or part of the kernel. */
  public boolean runs(String name) {
    return isLoaded(name) || builtIn.contains(name);
  }

  /** True if every load ends in a program that does nothing. */
  public boolean blocked(String name) {
    String rule = rules.getOrDefault(name, "");
    return rule.endsWith("/false") || rule.endsWith("/true");
  }

  /** True if what could be loaded was seen, or nothing can be. */
  public boolean known() {
    return !modular || (!directory.isEmpty() && !hidden());
  }

  /** True if the directory of modules may not be looked into. */
  public boolean hidden() {
    return directory.equals(HIDDEN);
  }
}
