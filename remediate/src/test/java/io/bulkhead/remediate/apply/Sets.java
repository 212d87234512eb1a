package io.bulkhead.remediate.apply;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.Undoing;
import io.bulkhead.remediate.files.LiveTargets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Builds plans against a tree, as the planner would. */
public final class Sets {
  public static final String CONFIG = "/etc/docker/daemon.json";
  public static final Setting SYSCTL = new Setting.Sysctl("kernel.kptr_restrict");
  public static final Setting RULE =
      new Setting.Rule("iptables", "DOCKER-USER", List.of("-j", "DROP"), "bulkhead:1");

  private final Targets targets;
  private final Contents contents = new Contents();
  private final List<Step> steps = new ArrayList<>();
  private EngineAction engine = action(EngineAction.Kind.NONE, Map.of(), Map.of());

  public Sets(Tree tree) {
    this.targets = new LiveTargets(Tree.REAL, tree.root);
  }

  private int seq() {
    return steps.size() + 1;
  }

  public Sets replace(String path, String text) {
    FileState.Regular now = regular(path);
    return put(path, now, text, now.attributes());
  }

  public Sets create(String path, String text) {
    Attributes ours = now("/etc");
    return put(path, new FileState.Missing(), text, new Attributes(0640, ours.uid(), ours.gid()));
  }

  private Sets put(String path, FileState before, String text, Attributes attributes) {
    String digest = contents.put(text.getBytes(StandardCharsets.UTF_8));
    Map<String, String> xattrs =
        before instanceof FileState.Regular regular ? regular.xattrs() : Map.of();
    FileState after = new FileState.Regular(digest, attributes, xattrs, "");
    steps.add(new Step.PutFile(seq(), List.of(seq()), path, before, after));
    return this;
  }

  public Sets delete(String path) {
    steps.add(
        new Step.PutFile(seq(), List.of(seq()), path, regular(path), new FileState.Missing()));
    return this;
  }

  public Sets attributes(String path, Attributes after) {
    Attributes now = now(path);
    steps.add(new Step.SetAttributes(seq(), List.of(seq()), path, now, after));
    return this;
  }

  public Sets directory(String path) {
    Attributes ours = now("/etc");
    steps.add(
        new Step.Directory(
            seq(), List.of(seq()), path, new Attributes(0750, ours.uid(), ours.gid()), true));
    return this;
  }

  /** A value that is 0 becomes 1. */
  public Sets value(Setting setting) {
    steps.add(new Step.SetValue(seq(), List.of(seq()), setting, "0", "1"));
    return this;
  }

  public Sets reread(Reader reader, String name) {
    steps.add(new Step.Reread(seq(), List.of(seq()), reader, List.of(name), true));
    return this;
  }

  public Sets engine(EngineAction.Kind kind, boolean from, boolean to) {
    return engine(kind, "live-restore", from, to);
  }

  public Sets engine(EngineAction.Kind kind, String key, boolean from, boolean to) {
    engine = action(kind, Map.of(key, ConfigValue.of(to)), Map.of(key, ConfigValue.of(from)));
    steps.add(new Step.Engine(seq(), List.of(seq()), engine));
    return this;
  }

  private static EngineAction action(
      EngineAction.Kind kind, Map<String, ConfigValue> to, Map<String, ConfigValue> from) {
    Daemon.Control control =
        new Daemon.Control(Daemon.ControlKind.SYSTEMD, "docker.service", "test");
    return new EngineAction(kind, control, CONFIG, to, from, List.of(), false);
  }

  private Attributes now(String path) {
    return Objects.requireNonNull(targets.object(path).attributes());
  }

  private FileState.Regular regular(String path) {
    return (FileState.Regular) targets.file(path).state();
  }

  public Prepared prepared() {
    return prepared(plan(steps, engine, List.of()), contents);
  }

  private static Prepared prepared(Plan plan, Contents contents) {
    return new Prepared(plan, contents);
  }

  static Plan plan(List<Step> steps, EngineAction engine, List<Undoing> undoes) {
    Change change =
        new Change(
            1,
            List.of(new CheckId("DMN-001")),
            '~',
            "daemon.json icc",
            "true → false",
            List.of(
                new Edit.Key(CONFIG, List.of("icc"), ConfigValue.of(true), ConfigValue.of(false)),
                new Edit.Key(CONFIG, List.of("dns"), null, ConfigValue.of(List.of("::1")))),
            engine.kind(),
            Access.NONE,
            new Undo.Exact(),
            "",
            List.of(),
            List.of());
    return new Plan(
        Sha256.hex(steps.toString().getBytes(StandardCharsets.UTF_8)),
        undoes,
        new Plan.Host("host-id", "web-03", "/", "Debian 13", "26.1.5", 0),
        "2026-11-23T19:31:02Z",
        "2026-11-24T19:31:02Z",
        "test",
        "",
        List.of(),
        List.of(change),
        steps,
        engine,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new Plan.Summary(1, 0, 1, 0, 1));
  }

  /** The plan that takes a set back, as kept: files first, the engine, directories last. */
  public Prepared undoing(SetDetail set) throws Exception {
    return undoing(set, step -> true);
  }

  /** The same for some of its steps. */
  public Prepared undoing(SetDetail set, Predicate<Step> which) throws Exception {
    Contents back = new Contents();
    List<Step> steps = new ArrayList<>();
    List<Step> last = new ArrayList<>();
    for (int i = set.steps().size() - 1; i >= 0; i--) {
      Step step = set.steps().get(i);
      if (!which.test(step)) {
        continue;
      }
      (oneByOne(step) ? steps : last)
          .add(step instanceof Step.PutFile put ? back(put, set, back) : step.inverse());
    }
    last.stream().filter(Step.Reread.class::isInstance).forEach(steps::add);
    last.stream().filter(Step.Engine.class::isInstance).forEach(steps::add);
    for (Step step : last) {
      if (step instanceof Step.Directory directory) {
        steps.add(directory.present() ? 0 : steps.size(), directory);
      }
    }
    List<Step> numbered = new ArrayList<>();
    steps.forEach(step -> numbered.add(renumbered(step, numbered.size() + 1)));
    return prepared(
        plan(
            numbered,
            set.plan().engine().inverse(),
            List.of(new Undoing(1, set.summary().id(), 1))),
        back);
  }

  private static boolean oneByOne(Step step) {
    return step instanceof Step.PutFile
        || step instanceof Step.SetAttributes
        || step instanceof Step.SetValue;
  }

  private Step back(Step.PutFile put, SetDetail set, Contents contents) throws Exception {
    if (put.before() instanceof FileState.Regular before) {
      contents.put(set.blob(before.sha256()));
    }
    return new Step.PutFile(
        put.seq(), put.changes(), put.target(), targets.file(put.target()).state(), put.before());
  }

  private static Step renumbered(Step step, int seq) {
    if (step instanceof Step.PutFile put) {
      return new Step.PutFile(seq, put.changes(), put.target(), put.before(), put.after());
    }
    if (step instanceof Step.SetAttributes set) {
      return new Step.SetAttributes(seq, set.changes(), set.target(), set.before(), set.after());
    }
    if (step instanceof Step.Directory d) {
      return new Step.Directory(seq, d.changes(), d.target(), d.attributes(), d.present());
    }
    if (step instanceof Step.SetValue v) {
      return new Step.SetValue(seq, v.changes(), v.setting(), v.before(), v.after());
    }
    if (step instanceof Step.Reread r) {
      return new Step.Reread(seq, r.changes(), r.reader(), r.names(), r.present());
    }
    return new Step.Engine(seq, step.changes(), ((Step.Engine) step).action());
  }

  /** One change. */
  public static Prepared one(Tree tree) {
    return new Sets(tree).replace(CONFIG, "{\"icc\": false}\n").prepared();
  }

  /** A replaced file, a changed mode, and the engine told. */
  public static Prepared three(Tree tree) {
    return new Sets(tree)
        .replace(CONFIG, "{\"icc\": true, \"live-restore\": true}\n")
        .attributes("/etc/docker/key.pem", mode(tree, 0600))
        .engine(EngineAction.Kind.RELOAD, false, true)
        .prepared();
  }

  /** What the planner does to keep containers: live-restore on by reload, then the restart. */
  public static Prepared reloadAndRestart(Tree tree) {
    return new Sets(tree)
        .replace(CONFIG, "{\"icc\": false, \"live-restore\": true}\n")
        .engine(EngineAction.Kind.RELOAD, false, true)
        .engine(EngineAction.Kind.RESTART, "icc", true, false)
        .prepared();
  }

  /** Every kind of step. */
  public static Prepared nine(Tree tree) {
    return new Sets(tree)
        .directory("/etc/audit")
        .attributes("/etc/docker/key.pem", mode(tree, 0600))
        .attributes("/etc/docker/certs", mode(tree, 0700))
        .replace(CONFIG, "{\"icc\": true, \"live-restore\": true}\n")
        .create("/etc/audit/docker.rules", "-w /etc/docker\n")
        .delete("/etc/docker/old.conf")
        .replace("/etc/sysctl.conf", "kernel.dmesg_restrict = 1\n")
        .create("/etc/docker/empty.json", "")
        .reread(Reader.AUDIT_RULES, "-w /etc/docker")
        .engine(EngineAction.Kind.RELOAD, false, true)
        .prepared();
  }

  /** Values between files, and a reader. */
  static Prepared values(Tree tree) {
    return new Sets(tree)
        .directory("/etc/audit")
        .create("/etc/audit/docker.rules", "-w /etc/docker\n")
        .value(SYSCTL)
        .replace("/etc/sysctl.conf", "kernel.kptr_restrict = 1\n")
        .reread(Reader.AUDIT_RULES, "-w /etc/docker")
        .value(RULE)
        .prepared();
  }

  private static Attributes mode(Tree tree, int mode) {
    long uid = Tree.REAL.effectiveUid();
    return uid == 0
        ? new Attributes(mode, 3, 4)
        : new Attributes(mode, uid, new Sets(tree).now("/etc").gid());
  }

  /** The tree that all these plans fit. */
  public static Tree tree() {
    return fill(new Tree());
  }

  /** Writes into an empty tree what all these plans fit. */
  public static Tree fill(Tree empty) {
    return empty
        .write("etc/docker/daemon.json", "{\"icc\": true}\n", 0640)
        .xattr("etc/docker/daemon.json", "user.note", "kept by hand")
        .write("etc/docker/key.pem", "key\n", 04644)
        .write("etc/docker/old.conf", "old\n", 0604)
        .xattr("etc/docker/old.conf", "user.note", "old")
        .make("etc/docker/certs", 0755)
        .make("etc/default/grub.d", 0755)
        .make("etc/systemd/system", 0755)
        .write("etc/sysctl.conf", "kernel.dmesg_restrict = 0\n", 0644)
        .make("etc/docker", 0755);
  }
}
