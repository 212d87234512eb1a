package io.bulkhead.kernel.probes.lsm;

import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Os;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** AppArmor, as the kernel runs it and as the engine decides whether to use it. */
public final class AppArmorProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "apparmor.enabled",
              Scope.KERNEL,
              "Is AppArmor built in and switched on",
              AppArmorProbes::enabled),
          new Probe(
              "apparmor.profiles",
              Scope.KERNEL,
              "Which profiles are loaded",
              AppArmorProbes::profiles),
          new Probe(
              "apparmor.docker_default",
              Scope.KERNEL,
              "Is the engine's own profile enforced",
              AppArmorProbes::dockerDefault),
          new Probe(
              "apparmor.parser",
              Scope.FILES,
              "Is the program there that the engine loads profiles with",
              AppArmorProbes::parser),
          new Probe(
              "apparmor.docker_will_use",
              Scope.KERNEL,
              "Does the engine use AppArmor",
              AppArmorProbes::willUse),
          new Probe(
              "apparmor.proc_label",
              Scope.PROCESSES,
              "Which profile confines each container",
              AppArmorProbes::labels),
          new Probe(
              "apparmor.userns_restrict",
              Scope.KERNEL,
              "Does AppArmor restrict user namespaces of unprivileged users",
              UsernsRestriction::answer));

  private static final String ENABLED = "/sys/module/apparmor/parameters/enabled";
  private static final String DIRECTORY = LsmStack.SECURITYFS + "/apparmor";
  private static final String PARSER = "/sbin/apparmor_parser";
  private static final int WRITABLE = 0022;

  private AppArmorProbes() {}

  private static boolean on(Look look) {
    return look.word(ENABLED).or("").equals("Y");
  }

  private static boolean off(Look look) {
    Got<String> enabled = look.word(ENABLED);
    return enabled.absent() || enabled.map(value -> !value.equals("Y")).or(false);
  }

  private static Answer enabled(Look look) {
    Got<String> enabled = look.word(ENABLED);
    LsmStack stack = LsmStack.of(look);
    if (!enabled.seen() && !enabled.absent()) {
      return Answer.unseen(ENABLED, enabled);
    }
    if (enabled.or("").equals("Y")) {
      if (stack.runs("apparmor")) {
        return Answer.pass("Y", "on, and among the running modules");
      }
      return stack.lacks("apparmor")
          ? Answer.fail("Y", "on, and not among the running modules")
          : Answer.unknown("Y", "on, but whether the module runs was not seen");
    }
    Object value = enabled.optional().orElse(null);
    if (stack.runs("selinux") || Os.of(look).selinuxFamily()) {
      return Answer.notApplicable("this host uses SELinux");
    }
    boolean expected = Os.of(look).appArmorFamily() || enabled.seen();
    return expected
        ? Answer.fail(
            value,
            enabled.seen()
                ? "switched off"
                : "the kernel has no AppArmor, and this distribution relies on it")
        : Answer.notApplicable("the kernel has no AppArmor");
  }

  /** Profile names with their modes; a name may hold blanks and brackets of its own. */
  static Got<Map<String, String>> loaded(Look look) {
    String path = DIRECTORY + "/profiles";
    Got<Map<String, String>> loaded =
        look.once(
            path,
            own ->
                own.raw(path)
                    .map(
                        text -> {
                          Map<String, String> profiles = new TreeMap<>();
                          for (String line : text.split("\n")) {
                            int open = line.lastIndexOf(" (");
                            if (open > 0 && line.endsWith(")")) {
                              profiles.put(
                                  line.substring(0, open),
                                  line.substring(open + 2, line.length() - 1));
                            }
                          }
                          return profiles;
                        }));
    look.note(path, loaded.seen() ? loaded.get().size() + " profiles" : loaded.why());
    return loaded;
  }

  private static Answer profiles(Look look) {
    Got<Map<String, String>> loaded = loaded(look);
    if (!loaded.seen()) {
      if (loaded.absent() && off(look)) {
        return Answer.notApplicable("AppArmor is off");
      }
      return loaded.absent()
          ? Answer.unknown("securityfs is not mounted")
          : Answer.unseen(DIRECTORY + "/profiles", loaded);
    }
    Map<String, Long> modes = new TreeMap<>();
    loaded.get().values().forEach(mode -> modes.merge(mode, 1L, Long::sum));
    return modes.isEmpty()
        ? Answer.fail(modes, "on, and no profile is loaded")
        : Answer.pass(modes, loaded.get().size() + " profiles are loaded");
  }

  private static Answer dockerDefault(Look look) {
    if (look.engine().rootless()) {
      return Answer.notApplicable("a rootless engine loads no profile");
    }
    Got<Map<String, String>> loaded = loaded(look);
    if (!loaded.seen()) {
      return loaded.absent() && off(look)
          ? Answer.notApplicable("AppArmor is off")
          : Answer.unseen(DIRECTORY + "/profiles", loaded);
    }
    Optional<String> mode = Optional.ofNullable(loaded.get().get("docker-default"));
    if (mode.isPresent()) {
      return mode.get().equals("enforce") || mode.get().equals("kill")
          ? Answer.pass(mode.get(), "docker-default is enforced")
          : Answer.fail(mode.get(), "docker-default is loaded and not enforced");
    }
    boolean engine =
        look.engine().known() || look.engine().pid() > 0 || DaemonFacts.of(look).pid().isPresent();
    return engine
        ? Answer.fail(null, "the engine runs and has not loaded docker-default")
        : Answer.unknown("docker-default is not loaded, and no engine was seen that would load it");
  }

  private static Answer parser(Look look) {
    if (off(look)) {
      return Answer.notApplicable("AppArmor is off");
    }
    Got<FileStat> parser = look.stat(DaemonFacts.of(look).root() + PARSER);
    if (parser.absent()) {
      return Answer.fail(false, "the engine silently leaves AppArmor out without " + PARSER);
    }
    if (!parser.seen()) {
      return Answer.unseen(PARSER, parser);
    }
    FileStat found = parser.get();
    return found.uid() == 0 && (found.mode() & WRITABLE) == 0
        ? Answer.pass(true, "there, and only root can change it")
        : Answer.fail(true, "others than root can change " + PARSER);
  }

  /** The engine's own four conditions, asked once when it starts. */
  static Answer willUse(Look look) {
    if (off(look)) {
      return Answer.notApplicable("AppArmor is off");
    }
    DaemonFacts daemon = DaemonFacts.of(look);
    Got<FileStat> directory = look.stat(daemon.root() + DIRECTORY);
    Got<FileStat> parser = look.stat(daemon.root() + PARSER);
    Got<String> variable = daemon.variable(look, "container");
    if (directory.absent()) {
      return Answer.fail(false, "the engine does not find " + DIRECTORY);
    }
    if (parser.absent()) {
      return Answer.fail(false, "the engine does not find " + PARSER);
    }
    if (!variable.or("").isEmpty()) {
      return Answer.fail(
          false, "the engine has container=" + variable.get() + " in its environment");
    }
    if (!on(look)) {
      return Answer.unseen(ENABLED, look.word(ENABLED));
    }
    if (!directory.seen() || !parser.seen()) {
      return Answer.unseen(
          directory.seen() ? PARSER : DIRECTORY, directory.seen() ? parser : directory);
    }
    if (!variable.seen()) {
      return Answer.unseen("the engine's environment", variable);
    }
    return look.engine().rootless()
        ? Answer.info(
            true, "all four conditions hold, and a rootless engine cannot apply a profile")
        : Answer.pass(true, "all four conditions hold");
  }

  /** The label of a process; the older file speaks for whichever module is first. */
  static Got<String> label(Look look, int pid) {
    Got<String> label = look.word("/proc/" + pid + "/attr/apparmor/current");
    return label.seen() || label.is("EINVAL") ? label : look.word("/proc/" + pid + "/attr/current");
  }

  /** Without the mode in brackets at the end. */
  static String name(String label) {
    int open = label.lastIndexOf(" (");
    return open > 0 ? label.substring(0, open) : label;
  }

  static boolean enforced(String label) {
    return label.endsWith("(enforce)") || label.endsWith("(kill)");
  }

  private static Answer labels(Look look) {
    if (LsmStack.of(look).lacks("apparmor")
        || (LsmStack.of(look).active().isEmpty() && off(look))) {
      return Answer.notApplicable("AppArmor does not run");
    }
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    if (boxes.get().isEmpty()) {
      return Answer.notApplicable("no container runs");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    boolean unconfined = false;
    String unread = "";
    for (Box box : boxes.get()) {
      Got<String> label = label(look, box.pid());
      if (!label.seen()) {
        unread = "the label of process " + box.pid() + ": " + label.why();
        continue;
      }
      value.put("" + box.pid(), label.get());
      unconfined |= !enforced(label.get());
    }
    if (unconfined) {
      return Answer.fail(value, "a container is not confined by an enforced profile");
    }
    return unread.isEmpty()
        ? Answer.pass(value, "every container is confined by an enforced profile")
        : Answer.unknown(value.isEmpty() ? null : value, unread);
  }
}
