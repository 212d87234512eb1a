package io.bulkhead.kernel.system;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Kernel.AppArmor;
import io.bulkhead.audit.snapshot.Kernel.Selinux;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.kernel.view.HostView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which security modules the kernel runs, and in which state. */
final class SecurityModules {
  private static final String LSM = "/sys/kernel/security/lsm";
  private static final String APPARMOR = "/sys/module/apparmor/parameters/enabled";
  private static final String PROFILES = "/sys/kernel/security/apparmor/profiles";
  private static final String PARSER = "/sbin/apparmor_parser";
  private static final String SELINUX = "/sys/fs/selinux/enforce";
  private static final String SELINUX_CONFIG = "/etc/selinux/config";

  private final HostView view;
  private final HostFiles files;
  private final RunningKernel kernel;
  private final Reading<List<String>> active;

  SecurityModules(HostView view, ActiveModules fromKernel) {
    this.view = view;
    this.files = view.files();
    this.kernel = new RunningKernel(view);
    this.active = active(fromKernel);
  }

  Reading<List<String>> active() {
    return active;
  }

  private Reading<List<String>> active(ActiveModules fromKernel) {
    Optional<String> hidden = view.kernelHidden();
    if (hidden.isPresent()) {
      return Reading.unreadable(Origin.observed(LSM), hidden.get());
    }
    Reading<List<String>> listed = kernel.word(LSM).map(names -> List.of(names.split(",")));
    if (listed.seen().isPresent()) {
      return listed;
    }
    Origin call = Origin.observed("lsm_list_modules(2)");
    try {
      return Reading.present(fromKernel.names(), call);
    } catch (IOException e) {
      return Reading.unreadable(call, LSM + " is not visible, and " + e.getMessage());
    }
  }

  Reading<AppArmor> appArmor() {
    return kernel
        .word(APPARMOR)
        .then(
            seen -> {
              boolean on = seen.value().equals("Y") && mayRun("apparmor");
              return Reading.present(new AppArmor(on, profiles(), parser()), seen.origin());
            });
  }

  /** A module that is built in but left out at boot keeps its parameters. */
  private boolean mayRun(String module) {
    return active.seen().map(names -> names.contains(module)).orElse(true);
  }

  private Reading<Map<String, String>> profiles() {
    return files
        .bytes(PROFILES)
        .fold(
            seen ->
                Reading.present(
                    parseProfiles(new String(seen.value(), StandardCharsets.UTF_8)), seen.origin()),
            absent -> Reading.unreadable(absent.origin(), "securityfs is not mounted"),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }

  /** Lines of {@code name (mode)}; a name may hold blanks and brackets of its own. */
  static Map<String, String> parseProfiles(String text) {
    Map<String, String> profiles = new TreeMap<>();
    for (String line : text.split("\n")) {
      int open = line.lastIndexOf(" (");
      if (open > 0 && line.endsWith(")")) {
        profiles.put(line.substring(0, open), line.substring(open + 2, line.length() - 1));
      }
    }
    return profiles;
  }

  /** The one path at which the engine looks for it. */
  private Reading<Boolean> parser() {
    Optional<String> foreign = view.foreignFiles();
    Origin origin = Origin.observed(PARSER);
    if (foreign.isPresent()) {
      return Reading.unreadable(origin, foreign.get());
    }
    return files
        .stat(PARSER)
        .fold(
            seen -> Reading.present(true, origin),
            absent -> Reading.present(false, origin),
            unseen -> Reading.unreadable(origin, unseen.reason()));
  }

  Reading<Selinux> selinux() {
    return kernel
        .word(SELINUX)
        .fold(
            seen ->
                seen.value().equals("0") || seen.value().equals("1")
                    ? Reading.present(
                        new Selinux(seen.value().equals("1"), policy()), seen.origin())
                    : Reading.unreadable(
                        seen.origin(), "'" + seen.value() + "' is neither 0 nor 1"),
            absent -> withoutSelinuxfs(absent.origin()),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }

  /** Engines hide selinuxfs from containers, so that its absence there says nothing. */
  private Reading<Selinux> withoutSelinuxfs(Origin origin) {
    if (active.seen().isEmpty()) {
      return view.container().seen().isPresent()
          ? Reading.unreadable(origin, "selinuxfs is not visible in a container")
          : Reading.absent(origin);
    }
    return mayRun("selinux")
        ? Reading.unreadable(origin, "selinuxfs is not mounted")
        : Reading.absent(origin);
  }

  private Reading<String> policy() {
    Optional<String> foreign = view.foreignFiles();
    if (foreign.isPresent()) {
      return Reading.unreadable(Origin.observed(SELINUX_CONFIG), foreign.get());
    }
    return files
        .text(SELINUX_CONFIG)
        .then(
            seen -> {
              String policy = parsePolicy(seen.value());
              return policy.isEmpty()
                  ? Reading.absent(seen.origin())
                  : Reading.present(policy, seen.origin());
            });
  }

  static String parsePolicy(String config) {
    String policy = "";
    for (String line : config.split("\n")) {
      String[] pair = line.strip().split("\\s*=\\s*", 2);
      if (pair.length == 2 && pair[0].equals("SELINUXTYPE")) {
        policy = pair[1].strip().toLowerCase(Locale.ROOT);
      }
    }
    return policy;
  }
}
