package io.bulkhead.kernel.probes.lsm;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.CommandLine;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.DataRoot;
import io.bulkhead.kernel.probes.facts.LsmStack;
import io.bulkhead.kernel.probes.facts.Os;
import io.bulkhead.kernel.probes.facts.Standing;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** SELinux, as the kernel runs it and as the engine uses it. */
public final class SelinuxProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe("selinux.present", Scope.KERNEL, "Does SELinux run", SelinuxProbes::present),
          new Probe(
              "selinux.mode",
              Scope.KERNEL,
              "Is SELinux enforcing, now and after the next boot",
              SelinuxProbes::mode),
          new Probe(
              "selinux.policy",
              Scope.KERNEL,
              "Can the policy keep containers apart",
              SelinuxProbes::policy),
          new Probe(
              "selinux.container_policy",
              Scope.KERNEL,
              "Does the policy know containers",
              SelinuxProbes::containerPolicy),
          new Probe(
              "selinux.docker_enabled",
              Scope.KERNEL,
              "Does the engine label its containers",
              SelinuxProbes::dockerEnabled),
          new Probe(
              "selinux.proc_label",
              Scope.PROCESSES,
              "Which label has each container",
              SelinuxProbes::labels),
          new Probe(
              "selinux.dataroot_label",
              Scope.FILES,
              "Is the data-root labelled for containers",
              SelinuxProbes::dataRootLabel));

  private static final String FS = "/sys/fs/selinux";
  private static final String CONFIG = "/etc/selinux/config";
  private static final Set<String> CONTAINERS =
      Set.of(
          "container_t",
          "container_init_t",
          "container_kvm_t",
          "kvm_t",
          "svirt_lxc_net_t",
          "container_user_t",
          "container_logreader_t");
  private static final Set<String> BAD_LABELS =
      Set.of("var_t", "var_lib_t", "default_t", "unlabeled_t");

  private static final Pattern CATEGORIES = Pattern.compile("s\\d+:c\\d+,c\\d+");

  private SelinuxProbes() {}

  /** Whether it runs; empty if that cannot be told. */
  static Optional<Boolean> active(Look look) {
    Got<HostCalls.FileSystem> fs = look.statfs(FS);
    LsmStack stack = LsmStack.of(look);
    if (fs.map(f -> f.type() == LsmStack.SELINUX_MAGIC).or(false) || stack.runs("selinux")) {
      return Optional.of(true);
    }
    if (stack.lacks("selinux")) {
      return Optional.of(false);
    }
    boolean hidden =
        Standing.of(look).container() || (fs.is(Got.NO_DATA) && stack.active().isEmpty());
    return hidden ? Optional.empty() : Optional.of(false);
  }

  private static Answer inactive(Optional<Boolean> active) {
    return active.isPresent()
        ? Answer.notApplicable("SELinux does not run")
        : Answer.unknown("whether SELinux runs was not seen");
  }

  private static Answer present(Look look) {
    Optional<Boolean> active = active(look);
    if (active.isEmpty()) {
      return Answer.unknown("selinuxfs and the list of modules are hidden here");
    }
    if (active.get()) {
      return Answer.pass(true, "it runs");
    }
    return Os.of(look).selinuxFamily()
        ? Answer.fail(false, "it does not run, and this distribution relies on it")
        : Answer.notApplicable("it does not run, and this distribution does not rely on it");
  }

  private static String configured(Look look) {
    String mode = "";
    for (String line : look.raw(CONFIG).or("").split("\n")) {
      String[] pair = line.strip().split("\\s*=\\s*", 2);
      if (pair.length == 2 && pair[0].equals("SELINUX")) {
        mode = pair[1].strip().toLowerCase(Locale.ROOT).split("\\s")[0];
      }
    }
    look.claim(CONFIG, mode.isEmpty() ? "no SELINUX=" : "SELINUX=" + mode);
    return mode;
  }

  private static Answer mode(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(false)) {
      return inactive(active);
    }
    Got<String> enforce = look.word(FS + "/enforce");
    if (!enforce.seen()) {
      return Answer.unseen(FS + "/enforce", enforce);
    }
    String now = enforce.get().equals("1") ? "enforcing" : "permissive";
    String config = configured(look);
    String cmdline =
        CommandLine.of(look)
            .value("enforcing")
            .or(() -> CommandLine.of(look).value("selinux"))
            .orElse("");
    String boot = cmdline.equals("0") ? "permissive" : config;
    String value =
        boot.isEmpty() || boot.equals(now) ? now : now + "; config " + config + " (drift)";
    boolean good = now.equals("enforcing") && (boot.isEmpty() || boot.equals("enforcing"));
    if (good && boot.isEmpty()) {
      return Answer.unknown(now, "enforcing now; what the next boot uses was not seen");
    }
    return good
        ? Answer.pass(value, "enforcing, now and after the next boot")
        : Answer.fail(
            value,
            now.equals("enforcing")
                ? "the next boot will not enforce"
                : "violations are logged and not stopped");
  }

  private static Answer policy(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(false)) {
      return inactive(active);
    }
    Map<String, Object> value = new TreeMap<>();
    for (String name : List.of("policyvers", "mls", "deny_unknown", "checkreqprot")) {
      look.number(FS + "/" + name).optional().ifPresent(n -> value.put(name, n));
    }
    Object mls = value.get("mls");
    if (mls == null) {
      return Answer.unknown(FS + "/mls could not be read");
    }
    if (mls.equals(0L)) {
      return Answer.fail(
          value, "the policy has no categories: containers can reach each other's files");
    }
    return value.getOrDefault("checkreqprot", 0L).equals(0L)
        ? Answer.pass(value, "categories keep containers apart")
        : Answer.warn(value, "checkreqprot lets programs make memory executable unseen");
  }

  private static Answer containerPolicy(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(false)) {
      return inactive(active);
    }
    String context = "system_u:system_r:container_t:s0";
    Got<Boolean> known =
        look.call("selinux context " + context, calls -> calls.selinuxContext(context));
    if (known.seen()) {
      return known.get()
          ? Answer.pass(true, "the loaded policy knows container_t")
          : dockerLabels(look)
              ? Answer.fail(false, "the engine is to use labels that the policy does not know")
              : Answer.warn(false, "the loaded policy does not know container_t");
    }
    for (String path :
        List.of(
            "/etc/selinux/targeted/contexts/lxc_contexts",
            "/usr/share/containers/selinux/contexts")) {
      if (look.stat(path).seen()) {
        return Answer.unknown(
            true, "the policy is installed; whether it is loaded could not be asked");
      }
    }
    return Answer.unseen("the loaded policy", known);
  }

  private static boolean dockerLabels(Look look) {
    Optional<String> claimed = look.engine().info().option("selinux");
    claimed.ifPresent(said -> look.claim("GET /info SecurityOptions", said));
    return claimed.isPresent() || DaemonFacts.of(look).on("selinux-enabled");
  }

  private static Answer dockerEnabled(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(false)) {
      return inactive(active);
    }
    if (dockerLabels(look)) {
      return Answer.pass(true, "the engine labels its containers");
    }
    DaemonFacts daemon = DaemonFacts.of(look);
    if (!look.engine().known() && daemon.pid().isEmpty() && daemon.file().isEmpty()) {
      return Answer.unknown("the engine's settings were not seen");
    }
    return look.word(FS + "/enforce").or("").equals("1")
        ? Answer.fail(
            false, "SELinux enforces, and the engine gives its containers no label of their own")
        : Answer.warn(false, "the engine gives its containers no label of their own");
  }

  /** True if the kernel says so; false where it was not seen. */
  static boolean permissive(Look look) {
    return look.word(FS + "/enforce").or("").equals("0");
  }

  static boolean isContext(String label) {
    return label.split(":").length >= 4;
  }

  static String type(String context) {
    String[] parts = context.split(":");
    return parts.length > 2 ? parts[2] : context;
  }

  static boolean confined(String type) {
    return CONTAINERS.contains(type) || type.endsWith("_container_t") || type.endsWith(".process");
  }

  /** True if the label has a pair of categories of its own. */
  static boolean apart(String label) {
    String[] parts = label.split(":", 4);
    return parts.length > 3 && CATEGORIES.matcher(parts[3]).matches();
  }

  private static Answer labels(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(false)) {
      return inactive(active);
    }
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty() || boxes.get().isEmpty()) {
      return boxes.isEmpty()
          ? Answer.unknown("the running containers were not seen")
          : Answer.notApplicable("no container runs");
    }
    Map<String, Object> value = new LinkedHashMap<>();
    Set<String> levels = new HashSet<>();
    boolean shared = false;
    boolean bad = false;
    String unread = "";
    for (Box box : boxes.get()) {
      Got<String> label = look.word("/proc/" + box.pid() + "/attr/current");
      if (!label.seen()) {
        unread = "the label of process " + box.pid() + ": " + label.why();
        continue;
      }
      value.put("" + box.pid(), label.get());
      bad |= !confined(type(label.get()));
      shared |= !apart(label.get()) || !levels.add(label.get().split(":", 4)[3]);
    }
    if (bad) {
      return Answer.fail(value, "a container runs in a domain that does not confine it");
    }
    if (!unread.isEmpty()) {
      return Answer.unknown(value.isEmpty() ? null : value, unread);
    }
    return shared
        ? Answer.warn(value, "containers share categories, and so each other's files")
        : Answer.pass(value, "every container has a domain and categories of its own");
  }

  private static Answer dataRootLabel(Look look) {
    Optional<Boolean> active = active(look);
    if (!active.orElse(true)) {
      return Answer.notApplicable("SELinux does not run");
    }
    Optional<DataRoot> root = DataRoot.of(look);
    if (root.isEmpty()) {
      return Answer.unknown("where the data-root is was not seen");
    }
    Got<byte[]> label =
        look.call(
            "getxattr(" + root.get().path() + ", security.selinux)",
            calls -> calls.xattr(root.get().seen(), "security.selinux"));
    if (label.is("ENODATA")) {
      return active.isPresent()
          ? Answer.fail("unlabeled", "the data-root has no label")
          : Answer.unknown("no label, and whether SELinux runs was not seen");
    }
    if (!label.seen()) {
      return Answer.unseen("the label of the data-root", label);
    }
    String type = type(new String(label.get(), StandardCharsets.UTF_8).replace("\0", ""));
    if (type.equals("container_var_lib_t")) {
      return Answer.pass(type, "labelled for containers");
    }
    return BAD_LABELS.contains(type)
        ? Answer.fail(
            type,
            "containers cannot use files of this type, and people switch SELinux off for that")
        : Answer.warn(type, "container_var_lib_t is expected");
  }
}
