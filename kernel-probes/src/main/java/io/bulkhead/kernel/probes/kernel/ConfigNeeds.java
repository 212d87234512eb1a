package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.BridgeFilter;
import io.bulkhead.kernel.probes.facts.CommandLine;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.Modules;
import io.bulkhead.kernel.probes.facts.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the kernel was built with: what Docker needs, and what protects the kernel itself. */
final class ConfigNeeds {
  /** Needed by every engine, whatever the cgroup version. */
  private static final List<String> ALWAYS =
      List.of(
          "NAMESPACES",
          "NET_NS",
          "PID_NS",
          "IPC_NS",
          "UTS_NS",
          "CGROUPS",
          "CPUSETS",
          "MEMCG",
          "KEYS",
          "VETH",
          "BRIDGE",
          "POSIX_MQUEUE");

  /** What the engine's rules use, where the tree has it: {@code is not set} is an answer. */
  private static final List<String> MATCHES =
      List.of(
          "CGROUP_SCHED",
          "NETFILTER_XT_MATCH_ADDRTYPE",
          "NETFILTER_XT_MATCH_CONNTRACK",
          "NETFILTER_XT_MATCH_IPVS",
          "NF_NAT");

  private static final List<String> CGROUP_1 =
      List.of("CGROUP_CPUACCT", "CGROUP_DEVICE", "CGROUP_FREEZER");

  /** Symbols that a module of this name proves. */
  private static final Map<String, String> MODULE =
      Map.of("VETH", "veth", "BRIDGE", "bridge", "BRIDGE_NETFILTER", "br_netfilter");

  /** Symbols that an entry in /proc/self/ns proves. */
  private static final Map<String, String> NAMESPACE =
      Map.of("NET_NS", "net", "PID_NS", "pid", "IPC_NS", "ipc", "UTS_NS", "uts");

  /** A protection, and the first kernel that has it under this name; others by older names. */
  private record Wanted(String symbol, int major, int minor, String before) {
    static Wanted of(String symbol) {
      return new Wanted(symbol, 0, 0, "");
    }
  }

  private static final List<Wanted> PROTECTIONS =
      List.of(
          Wanted.of("STRICT_KERNEL_RWX"),
          Wanted.of("RANDOMIZE_BASE"),
          Wanted.of("VMAP_STACK"),
          new Wanted("STACKPROTECTOR_STRONG", 4, 18, "CC_STACKPROTECTOR_STRONG"),
          Wanted.of("HARDENED_USERCOPY"),
          Wanted.of("FORTIFY_SOURCE"),
          Wanted.of("SLAB_FREELIST_RANDOM"),
          Wanted.of("SLAB_FREELIST_HARDENED"),
          Wanted.of("INIT_ON_ALLOC_DEFAULT_ON"),
          new Wanted("RANDOM_KMALLOC_CACHES", 6, 6, ""),
          new Wanted("LIST_HARDENED", 6, 6, "DEBUG_LIST"),
          Wanted.of("BUG_ON_DATA_CORRUPTION"),
          Wanted.of("STATIC_USERMODEHELPER"),
          Wanted.of("MODULE_SIG"),
          Wanted.of("SECURITY_LOCKDOWN_LSM"),
          Wanted.of("SECURITY_LANDLOCK"),
          Wanted.of("SECCOMP_FILTER"),
          Wanted.of("BPF_UNPRIV_DEFAULT_OFF"));

  private ConfigNeeds() {}

  static Answer docker(Look look) {
    KernelConfig config = KernelConfig.of(look);
    if (!config.known()) {
      return Answer.unknown("no configuration of this kernel was found");
    }
    List<String> missing = new ArrayList<>();
    for (String symbol : needed(look)) {
      if (!(config.set(symbol) && !lost(look, config, symbol)) && !proven(look, symbol)) {
        missing.add(symbol);
      }
    }
    if (!config.set("OVERLAY_FS")
        && !look.raw("/proc/filesystems").or("").contains("\toverlay\n")) {
      missing.add("OVERLAY_FS");
    }
    MATCHES.stream()
        .filter(symbol -> config.symbol(symbol).filter("n"::equals).isPresent())
        .forEach(missing::add);
    if (!filters(config)) {
      missing.add("IP_NF_NAT");
    }
    if (!missing.isEmpty()) {
      return Answer.fail(missing, "missing: " + String.join(", ", missing));
    }
    if (config.set("BRIDGE_NETFILTER") || proven(look, "BRIDGE_NETFILTER")) {
      return Answer.pass(List.of(), "everything is built in or a module");
    }
    List<String> without = List.of("BRIDGE_NETFILTER");
    return !BridgeFilter.users(look).isEmpty()
        ? Answer.fail(without, "without BRIDGE_NETFILTER the engine's settings have no effect")
        : Answer.warn(without, "without BRIDGE_NETFILTER icc=false has no effect");
  }

  private static List<String> needed(Look look) {
    List<String> needed = new ArrayList<>(ALWAYS);
    boolean unified = look.exists("/sys/fs/cgroup/cgroup.controllers");
    needed.addAll(unified ? List.of("CGROUP_BPF") : CGROUP_1);
    return needed;
  }

  /** What runs outweighs what the configuration says. */
  private static boolean proven(Look look, String symbol) {
    String module = MODULE.getOrDefault(symbol, "");
    String namespace = NAMESPACE.getOrDefault(symbol, "");
    return (!module.isEmpty() && Modules.of(look).runs(module))
        || (!namespace.isEmpty() && look.quietLink("/proc/self/ns/" + namespace).seen())
        || works(look, symbol);
  }

  private static boolean works(Look look, String symbol) {
    String controllers = look.raw("/sys/fs/cgroup/cgroup.controllers").or("");
    return switch (symbol) {
      case "NAMESPACES" -> !look.list("/proc/self/ns").or(List.of()).isEmpty();
      case "CGROUPS" -> look.exists("/proc/self/cgroup") || !controllers.isEmpty();
      case "MEMCG" -> controllers.contains("memory");
      case "CPUSETS" -> controllers.contains("cpuset");
      case "KEYS" -> look.exists("/proc/keys");
      case "POSIX_MQUEUE" -> look.raw("/proc/filesystems").or("").contains("\tmqueue\n");
      default -> false;
    };
  }

  /** Built as a module that is not among those on disk. */
  private static boolean lost(Look look, KernelConfig config, String symbol) {
    String module = MODULE.getOrDefault(symbol, "");
    Modules modules = Modules.of(look);
    return !module.isEmpty()
        && config.symbol(symbol).filter("m"::equals).isPresent()
        && !modules.onDisk().isEmpty()
        && !modules.onDisk().contains(module);
  }

  /** iptables over xtables or over nftables, or nftables itself. */
  private static boolean filters(KernelConfig config) {
    boolean xtables = config.set("IP_NF_FILTER") && config.set("IP_NF_NAT");
    boolean legacySplit = config.set("IP_NF_IPTABLES") && config.set("NF_NAT");
    return xtables || legacySplit || (config.set("NF_TABLES") && config.set("NFT_NAT"));
  }

  static Answer hardening(Look look) {
    KernelConfig config = KernelConfig.of(look);
    if (!config.known()) {
      return Answer.unknown("no configuration of this kernel was found");
    }
    Release release = Release.of(look);
    List<String> known =
        PROTECTIONS.stream()
            .map(w -> release.before(w.major(), w.minor()) ? w.before() : w.symbol())
            .filter(symbol -> config.symbol(symbol).isPresent())
            .toList();
    if (known.isEmpty()) {
      return Answer.notApplicable("the tree of this kernel has none of the protections by name");
    }
    List<String> weak = new ArrayList<>();
    for (String symbol : known) {
      if (config.set(symbol) ? switchedOff(look, symbol) : !overruled(look, symbol)) {
        weak.add(symbol);
      }
    }
    weak.addAll(exposures(look, config));
    return weak.isEmpty()
        ? Answer.pass(List.of(), "all that this kernel has is on")
        : Answer.fail(weak, weak.size() + " protections are not built in");
  }

  private static List<String> exposures(Look look, KernelConfig config) {
    List<String> open = new ArrayList<>();
    String page =
        CommandLine.of(look)
            .value("vsyscall")
            .orElse(config.set("LEGACY_VSYSCALL_EMULATE") ? "emulate" : "none");
    if (page.equals("emulate") || page.equals("native")) {
      open.add("LEGACY_VSYSCALL_EMULATE");
    }
    if (config.set("DEVMEM") && config.unset("STRICT_DEVMEM")) {
      open.add("STRICT_DEVMEM");
    }
    if (config.set("PROC_KCORE")) {
      open.add("PROC_KCORE");
    }
    return open;
  }

  /** The command line may switch off what was built in. */
  private static boolean switchedOff(Look look, String symbol) {
    CommandLine line = CommandLine.of(look);
    return switch (symbol) {
      case "INIT_ON_ALLOC_DEFAULT_ON" ->
          line.value("init_on_alloc").filter("0"::equals).isPresent();
      case "RANDOMIZE_BASE" -> line.has("nokaslr");
      case "HARDENED_USERCOPY" -> line.value("hardened_usercopy").filter("off"::equals).isPresent();
      default -> false;
    };
  }

  /** The command line may switch on what the build left off. */
  private static boolean overruled(Look look, String symbol) {
    CommandLine line = CommandLine.of(look);
    Optional<String> value =
        switch (symbol) {
          case "INIT_ON_ALLOC_DEFAULT_ON" -> line.value("init_on_alloc").filter("1"::equals);
          case "RANDOMIZE_BASE" -> line.has("kaslr") ? Optional.of("kaslr") : Optional.empty();
          default -> Optional.empty();
        };
    return value.isPresent();
  }
}
