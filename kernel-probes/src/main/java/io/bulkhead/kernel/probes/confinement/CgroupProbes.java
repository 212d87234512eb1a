package io.bulkhead.kernel.probes.confinement;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.EngineFacts.Box;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.Probe;
import io.bulkhead.kernel.probes.Scope;
import io.bulkhead.kernel.probes.facts.BoxStatus;
import io.bulkhead.kernel.probes.facts.CapabilityNames;
import io.bulkhead.kernel.probes.facts.CgroupView;
import io.bulkhead.kernel.probes.facts.DaemonFacts;
import io.bulkhead.kernel.probes.facts.Mounts;
import io.bulkhead.kernel.probes.facts.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Control groups: which version, which controllers, who may change them. */
public final class CgroupProbes {
  public static final List<Probe> ALL =
      List.of(
          new Probe(
              "cgroup.mode",
              Scope.KERNEL,
              "Which version of control groups is in use",
              CgroupProbes::mode),
          new Probe(
              "cgroup.controllers",
              Scope.KERNEL,
              "Can memory, processors, processes and disks be limited",
              CgroupProbes::controllers),
          new Probe(
              "cgroup.v1_release_agent",
              Scope.PROCESSES,
              "Can a container run programs on the host by release_agent",
              CgroupProbes::releaseAgent),
          new Probe(
              "cgroup.nsdelegate",
              Scope.KERNEL,
              "Are control group namespaces a boundary of delegation",
              CgroupProbes::nsdelegate),
          new Probe(
              "cgroup.delegation",
              Scope.FILES,
              "May the rootless engine limit its containers",
              CgroupProbes::delegation));

  private static final List<String> FIVE = List.of("cpuset", "cpu", "io", "memory", "pids");

  private CgroupProbes() {}

  private static Answer mode(Look look) {
    CgroupView view = CgroupView.of(look);
    if (!view.known()) {
      return Answer.unknown(view.why());
    }
    return view.unified()
        ? Answer.pass("unified", "version 2 alone")
        : Answer.warn(view.mode(), "version 1 works and is on its way out: " + view.mode());
  }

  private static Answer controllers(Look look) {
    Got<String> offered = look.word(CgroupView.ROOT + "/cgroup.controllers");
    return offered.seen() ? unified(look, offered.get()) : legacy(look);
  }

  private static Answer unified(Look look, String offered) {
    Got<String> passed = look.word(CgroupView.ROOT + "/cgroup.subtree_control");
    if (!passed.seen() && !passed.is(Got.EMPTY)) {
      return Answer.unseen("cgroup.subtree_control", passed);
    }
    List<String> on = Arrays.asList(passed.or("").split(" +"));
    return judged(
        Arrays.stream(offered.split(" +"))
            .filter(c -> FIVE.contains(c) && on.contains(c))
            .toList());
  }

  /** /proc/cgroups: name, hierarchy, number of groups, enabled. */
  private static Answer legacy(Look look) {
    Got<List<String>> lines = look.lines("/proc/cgroups");
    if (!lines.seen()) {
      return Answer.unseen("/proc/cgroups", lines);
    }
    List<String> on = new ArrayList<>();
    for (String line : lines.get()) {
      String[] f = Words.of(line).toArray(String[]::new);
      String name = f[0].equals("blkio") ? "io" : f[0];
      if (f.length == 4 && f[3].equals("1") && FIVE.contains(name)) {
        on.add(name);
      }
    }
    return judged(on);
  }

  private static Answer judged(List<String> on) {
    List<String> missing = FIVE.stream().filter(c -> !on.contains(c)).toList();
    if (missing.isEmpty()) {
      return Answer.pass(on, "all five can be limited");
    }
    boolean bad = missing.contains("memory") || missing.contains("pids");
    String says = "not to be limited: " + String.join(", ", missing);
    return bad ? Answer.fail(on, says) : Answer.warn(on, says);
  }

  private static Answer releaseAgent(Look look) {
    CgroupView view = CgroupView.of(look);
    if (!view.known()) {
      return Answer.unknown(view.why());
    }
    if (view.unified()) {
      return Answer.pass("v2", "version 2 has no release_agent");
    }
    if (look.engine().rootless()) {
      return Answer.pass("rootless", "containers of a rootless engine may not set it");
    }
    Optional<List<Box>> boxes = BoxStatus.boxes(look);
    if (boxes.isEmpty()) {
      return Answer.unknown("the running containers were not seen");
    }
    return escapes(look, boxes.get());
  }

  private static Answer escapes(Look look, List<Box> boxes) {
    List<String> escapes = new ArrayList<>();
    String unread = "";
    boolean doubtful = false;
    for (Box box : boxes) {
      Mounts mounts = Mounts.of(look, "" + box.pid());
      Got<Long> mask = BoxStatus.mask(look, "" + box.pid(), "CapEff");
      if (!mounts.seen() || !mask.seen()) {
        unread = "mounts or capabilities of process " + box.pid() + " could not be read";
        continue;
      }
      boolean writable =
          mounts.all().stream()
              .anyMatch(m -> m.type().equals("cgroup") && m.options().contains("rw"));
      boolean admin = CapabilityNames.has(mask.get(), "SYS_ADMIN");
      if (writable && admin) {
        escapes.add("" + box.pid());
      }
      doubtful |= writable || admin;
    }
    if (!escapes.isEmpty()) {
      return Answer.fail(escapes, "a container can have the host's kernel run its programs");
    }
    if (!unread.isEmpty()) {
      return Answer.unknown(unread);
    }
    return doubtful
        ? Answer.warn(
            List.of(), "one of two conditions holds: writable control groups, or SYS_ADMIN")
        : Answer.pass(List.of(), "control groups are read-only in containers");
  }

  private static Answer nsdelegate(Look look) {
    Mounts mounts = Mounts.of(look, "self");
    if (!mounts.seen()) {
      return Answer.unknown("the mount table could not be read");
    }
    List<Mounts.Mount> two = mounts.all().stream().filter(m -> m.type().equals("cgroup2")).toList();
    if (two.isEmpty()) {
      return Answer.notApplicable("version 2 is not mounted");
    }
    if (two.stream().anyMatch(m -> m.has("nsdelegate"))) {
      return Answer.pass(true, "mounted with nsdelegate");
    }
    return look.engine().rootless()
        ? Answer.fail(false, "the rootless engine's delegation has no boundary")
        : Answer.warn(false, "mounted without nsdelegate, as by hand");
  }

  private static Answer delegation(Look look) {
    if (!look.engine().rootless()) {
      return Answer.notApplicable("no rootless engine");
    }
    Optional<Integer> pid = DaemonFacts.of(look).pid();
    Got<String> uid =
        pid.map(p -> BoxStatus.field(look, "" + p, "Uid").map(ids -> ids.split("\\s+")[0]))
            .orElse(Got.error(Got.NO_DATA));
    String user = uid.or("" + look.sources().uid());
    String path =
        CgroupView.ROOT
            + "/user.slice/user-"
            + user
            + ".slice/user@"
            + user
            + ".service/cgroup.controllers";
    Got<String> controllers = look.word(path);
    if (!controllers.seen() && !controllers.is(Got.EMPTY)) {
      return Answer.unseen(path, controllers);
    }
    List<String> on = controllers.seen() ? Arrays.asList(controllers.get().split(" +")) : List.of();
    if (!on.contains("memory") || !on.contains("pids")) {
      return Answer.fail(on, "limits of containers are silently ignored");
    }
    return on.contains("cpu")
        ? Answer.pass(on, "delegated")
        : Answer.warn(on, "processor limits are silently ignored");
  }
}
