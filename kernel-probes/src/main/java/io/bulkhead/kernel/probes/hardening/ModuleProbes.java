package io.bulkhead.kernel.probes.hardening;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Modules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Kernel modules: which may be loaded, by whom, and what the kernel starts by itself. */
public final class ModuleProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "modules.disabled",
              Scope.KERNEL,
              "Can modules still be loaded",
              ModuleProbes::disabled),
          new Probe(
              "modules.sig_enforce",
              Scope.KERNEL,
              "Does the kernel take signed modules only",
              ModuleProbes::signed),
          new Probe(
              "modules.autoload_rare",
              Scope.FILES,
              "Can a container make the host load modules nobody needs",
              ModuleProbes::rare),
          new Probe(
              "modules.af_alg",
              Scope.KERNEL,
              "Can containers reach the kernel's cipher sockets",
              AfAlg::answer),
          new Probe(
              "modules.usermodehelper",
              Scope.KERNEL,
              "Which programs does the kernel start by itself",
              UserModeHelper::answer),
          new Probe(
              "kexec.disabled",
              Scope.KERNEL,
              "Can root replace the running kernel",
              ModuleProbes::kexec));

  private static final List<String> RARE =
      List.of(
          "dccp",
          "sctp",
          "rds",
          "tipc",
          "n_hdlc",
          "ax25",
          "netrom",
          "x25",
          "rose",
          "decnet",
          "econet",
          "af_802154",
          "ipx",
          "appletalk",
          "psnap",
          "p8023",
          "llc",
          "can",
          "atm",
          "vsock",
          "firewire_core",
          "cramfs",
          "freevxfs",
          "jffs2",
          "hfs",
          "hfsplus",
          "udf",
          "af_alg",
          "algif_hash",
          "algif_skcipher",
          "algif_aead",
          "algif_rng");

  /** Their names in the kernel's configuration, for kernels that list no built-in parts. */
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("dccp", "IP_DCCP"),
          Map.entry("sctp", "IP_SCTP"),
          Map.entry("rds", "RDS"),
          Map.entry("tipc", "TIPC"),
          Map.entry("n_hdlc", "N_HDLC"),
          Map.entry("ax25", "AX25"),
          Map.entry("x25", "X25"),
          Map.entry("ipx", "IPX"),
          Map.entry("appletalk", "ATALK"),
          Map.entry("llc", "LLC"),
          Map.entry("can", "CAN"),
          Map.entry("atm", "ATM"),
          Map.entry("vsock", "VSOCKETS"),
          Map.entry("cramfs", "CRAMFS"),
          Map.entry("jffs2", "JFFS2_FS"),
          Map.entry("hfs", "HFS_FS"),
          Map.entry("hfsplus", "HFSPLUS_FS"),
          Map.entry("udf", "UDF_FS"),
          Map.entry("af_alg", "CRYPTO_USER_API"));

  private ModuleProbes() {}

  private static Answer disabled(Look look) {
    Got<Long> disabled = look.sysctl("kernel.modules_disabled");
    Modules modules = Modules.of(look);
    if (disabled.absent()) {
      return modules.modular()
          ? Answer.unknown("kernel.modules_disabled is not there although the kernel has modules")
          : Answer.pass(null, "the kernel has no modules");
    }
    if (!disabled.seen()) {
      return Answer.unseen("kernel.modules_disabled", disabled);
    }
    if (disabled.get() == 0) {
      return Answer.info(0L, "modules can be loaded, as an engine needs it when it starts");
    }
    String types = look.raw("/proc/filesystems").or("");
    List<String> missing =
        Stream.of("overlay", "veth", "bridge")
            .filter(
                m -> !modules.runs(m) && !(m.equals("overlay") && types.contains("\toverlay\n")))
            .toList();
    return missing.isEmpty()
        ? Answer.pass(1L, "closed until the next boot, with what the engine needs loaded")
        : Answer.warn(
            1L,
            "closed until the next boot, and the engine cannot load " + String.join(", ", missing));
  }

  private static Answer signed(Look look) {
    Got<String> enforce = look.word("/sys/module/module/parameters/sig_enforce");
    if (enforce.or("").equals("Y")) {
      return Answer.pass("Y", "unsigned modules are refused");
    }
    if (!Modules.of(look).modular()) {
      return Answer.pass(null, "the kernel has no modules");
    }
    if (KernelConfig.of(look).set("MODULE_SIG_FORCE")) {
      return Answer.pass(enforce.or("N"), "built to refuse unsigned modules");
    }
    if (LsmStack.lockedDown(look)) {
      return Answer.pass(enforce.or("N"), "the locked down kernel refuses unsigned modules");
    }
    if (!enforce.seen() && !enforce.absent()) {
      return Answer.unseen("sig_enforce", enforce);
    }
    return Answer.warn(enforce.optional().orElse(null), "whoever is root can load any module");
  }

  private static Answer rare(Look look) {
    Modules modules = Modules.of(look);
    List<String> loaded =
        RARE.stream().filter(m -> modules.loaded().getOrDefault(m, -1L) == 0).toList();
    if (!modules.known()) {
      return loaded.isEmpty()
          ? Answer.unknown("the modules of this kernel were not seen")
          : rare(loaded, List.of(), List.of(), List.of());
    }
    boolean closed = look.sysctl("kernel.modules_disabled").or(0L) == 1;
    List<String> used = RARE.stream().filter(modules::usedByPrograms).toList();
    List<String> available =
        RARE.stream()
            .filter(
                m ->
                    modules.onDisk().contains(m)
                        && !modules.isLoaded(m)
                        && !modules.blocked(m)
                        && !closed)
            .toList();
    KernelConfig config = KernelConfig.of(look);
    if (!modules.modular() && !config.known()) {
      return Answer.unknown("what is built into this kernel was not seen");
    }
    List<String> builtIn =
        RARE.stream()
            .filter(
                m ->
                    modules.builtIn().contains(m)
                        || config
                            .symbol(SYMBOLS.getOrDefault(m, ""))
                            .filter("y"::equals)
                            .isPresent())
            .toList();
    return rare(loaded, used, available, builtIn);
  }

  private static Answer rare(
      List<String> loaded, List<String> used, List<String> available, List<String> builtIn) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("loaded", loaded);
    value.put("used", used);
    value.put("available", available);
    value.put("builtin", builtIn);
    value.values().removeIf(list -> list instanceof List<?> l && l.isEmpty());
    if (!loaded.isEmpty()) {
      return Answer.fail(value, "loaded and unused: " + String.join(", ", loaded));
    }
    return value.isEmpty()
        ? Answer.pass(value, "blocked, or not there")
        : Answer.warn(
            value,
            available.size()
                + " can be loaded by opening a socket, "
                + builtIn.size()
                + " are built in");
  }

  private static Answer kexec(Look look) {
    Got<Long> disabled = look.sysctl("kernel.kexec_load_disabled");
    if (disabled.absent()) {
      boolean there = KernelConfig.of(look).set("KEXEC_CORE");
      return there
          ? Answer.unknown("kernel.kexec_load_disabled is not there although kexec is built in")
          : Answer.pass(null, "the kernel cannot be replaced (KEXEC_CORE=n)");
    }
    if (!disabled.seen()) {
      return Answer.unseen("kernel.kexec_load_disabled", disabled);
    }
    if (disabled.get() == 1) {
      return Answer.pass(1L, "switched off until the next boot");
    }
    return LsmStack.lockedDown(look)
        ? Answer.pass(0L, "the locked down kernel takes signed kernels only")
        : Answer.warn(disabled.get(), "root, and who becomes root, can start another kernel");
  }
}
