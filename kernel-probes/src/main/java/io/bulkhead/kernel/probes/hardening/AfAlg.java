package io.bulkhead.kernel.probes.hardening;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.EngineRelease;
import io.bulkhead.kernel.probes.facts.KernelConfig;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Modules;
import java.util.List;

/**
 * Sockets of the family AF_ALG. Never tried out: opening one loads the module. The engine's filter
 * blocks them from 29.4.2 on, its AppArmor profile from 29.4.3 on, also for 32-bit calls.
 */
final class AfAlg {
  private AfAlg() {}

  static Answer answer(Look look) {
    Modules modules = Modules.of(look);
    KernelConfig config = KernelConfig.of(look);
    String where = where(modules, config);
    if (where.isEmpty()) {
      return Answer.unknown("neither the modules nor the configuration of this kernel were seen");
    }
    if (where.equals("absent") || where.equals("blocked")) {
      return Answer.pass(
          where,
          where.equals("absent") ? "the kernel has none" : "blocked in modprobe.d, and not loaded");
    }
    if (unfiltered(look)) {
      return Answer.fail(where, "containers run without a system call filter");
    }
    EngineFacts engine = look.engine();
    EngineRelease release = EngineRelease.parse(engine.version());
    if (!release.known()) {
      return Answer.unknown(
          where, "there, and whether the engine blocks it depends on a version that was not seen");
    }
    if (!release.atLeast(29, 4, 2)) {
      return Answer.fail(where, "engine " + engine.version() + " lets containers open them");
    }
    boolean profile =
        release.atLeast(29, 4, 3) && LsmStack.of(look).runs("apparmor") && !engine.rootless();
    return profile
        ? Answer.pass(where, "engine " + engine.version() + " blocks them by filter and profile")
        : Answer.warn(
            where,
            "engine "
                + engine.version()
                + " blocks them by filter alone, which 32-bit calls get round");
  }

  private static String where(Modules modules, KernelConfig config) {
    if (modules.runs("af_alg")) {
      return modules.isLoaded("af_alg") ? "loaded" : "builtin";
    }
    if (modules.blocked("af_alg")) {
      return "blocked";
    }
    String built = config.symbol("CRYPTO_USER_API").orElse("");
    if (built.equals("y") || anyBuiltIn(config)) {
      return "builtin";
    }
    if (modules.onDisk().contains("af_alg") || unlisted(modules, config)) {
      return "available";
    }
    boolean seen = (modules.known() && modules.modular()) || config.known();
    return seen ? "absent" : "";
  }

  private static boolean anyBuiltIn(KernelConfig config) {
    return List.of("HASH", "SKCIPHER", "AEAD", "RNG").stream()
        .anyMatch(kind -> config.symbol("CRYPTO_USER_API_" + kind).filter("y"::equals).isPresent());
  }

  /** Built as a module, and the directory of modules was not seen. */
  private static boolean unlisted(Modules modules, KernelConfig config) {
    return modules.modular() && !modules.known() && config.set("CRYPTO_USER_API");
  }

  private static boolean unfiltered(Look look) {
    return look.engine().info().option("seccomp").filter(o -> o.endsWith("=unconfined")).isPresent()
        || BoxStatus.boxes(look).orElse(List.of()).stream()
            .anyMatch(box -> !BoxStatus.filtered(look, box).or(true));
  }
}
