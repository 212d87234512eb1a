package io.bulkhead.remediate.apply;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.Vantage;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.files.LiveTargets;
import io.bulkhead.remediate.plan.DockerdValidate;
import io.bulkhead.remediate.plan.Planner;
import io.bulkhead.remediate.plan.Selection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random tree, and sets of random changes that the real planner makes of random edits. */
final class RandomChanges {
  static final String RULES = "/etc/audit/rules.d/docker.rules";
  static final String SYSCTL = "/etc/sysctl.d/10-site.conf";
  static final String KEY = "/etc/docker/key.pem";

  private static final HostSnapshot HOST = host();
  private static final List<Finding> FAILED =
      Audit.judge(HOST, BuiltInCatalogue.catalogue().checks()).stream()
          .filter(Finding::failed)
          .toList();
  private static final DockerdValidate NOBODY =
      (bytes, daemon, argv) ->
          new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, "this is a test");

  private final Random random;
  private final Tree tree;
  private final LiveTargets targets;
  private final Contents contents = new Contents();
  private int files;

  RandomChanges(Random random) {
    this.random = random;
    this.tree = new Tree();
    this.targets = new LiveTargets(Tree.REAL, tree.root);
    grow();
  }

  Tree tree() {
    return tree;
  }

  LiveTargets targets() {
    return targets;
  }

  private static HostSnapshot host() {
    Vantage v = Samples.vantage(Tree.REAL.effectiveUid());
    return Samples.host()
        .vantage(
            new Vantage(
                v.tool(), v.takenAt(), v.uid(), "/tree", "h", v.hostId(), "", "", v.notes()))
        .build();
  }

  private void grow() {
    tree.make("etc/docker", 0755).write("etc/docker/key.pem", "key\n", 0644);
    if (random.nextInt(5) > 0) {
      tree.write("etc/docker/daemon.json", json(), random.nextBoolean() ? 0644 : 0664);
    }
    if (random.nextBoolean()) {
      tree.write("etc/sysctl.d/10-site.conf", "# by hand\nnet.a = 1\nnet.b=2\n\nnet.c = 3", 0644);
    }
    if (random.nextBoolean()) {
      tree.write("etc/audit/rules.d/docker.rules", "-w /a\n-w /b\n", 0640);
    }
    tree.make("etc", 0755);
  }

  private String json() {
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"debug\": false",
                "\"labels\": [\"a=b\",\"c=ü\"]",
                "\"max-concurrent-downloads\": 3",
                "\"log-opts\": {\"labels\": \"x\"}",
                "\"mtu\" : 1500",
                "\"dns\":[ \"192.0.2.1\" ]"));
    Collections.shuffle(members, random);
    List<String> some = members.subList(0, random.nextInt(members.size() + 1));
    String line = random.nextBoolean() ? "\n" : "\r\n";
    String indent = List.of("", "  ", "\t").get(random.nextInt(3));
    String separator = random.nextBoolean() ? "," + line + indent : ", ";
    String end = random.nextBoolean() ? line : "";
    return some.isEmpty()
        ? "{}" + end
        : "{" + line + indent + String.join(separator, some) + line + "}" + end;
  }

  /** A set of one to six changes; no two are about the same thing. */
  Prepared set() {
    List<Edit> all = new ArrayList<>(edits());
    Collections.shuffle(all, random);
    int count = Math.min(all.size(), 1 + random.nextInt(6));
    List<Remedy> remedies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Edit> edits = new ArrayList<>(List.of(all.get(i)));
      if (i + count < all.size() && random.nextInt(4) == 0) {
        edits.add(all.get(i + count));
      }
      remedies.add(new Asking(FAILED.get(i).check().id(), edits, contents));
    }
    try {
      return new Planner(targets, new FakeHostFiles(), remedies, NOBODY)
          .plan(HOST, FAILED.subList(0, count), Selection.ALL);
    } catch (RemediationException e) {
      throw new AssertionError(e);
    }
  }

  private List<Edit> edits() {
    List<Edit> edits = new ArrayList<>();
    for (String key :
        List.of(
            "mtu",
            "max-concurrent-downloads",
            "max-concurrent-uploads",
            "max-download-attempts",
            "shutdown-timeout")) {
      edits.add(key(List.of(key), ConfigValue.of(100 + random.nextInt(900))));
    }
    edits.add(key(List.of("log-opts", "max-size"), ConfigValue.of(random.nextInt(1, 99) + "m")));
    edits.add(key(List.of("log-opts", "max-file"), ConfigValue.of("" + random.nextInt(2, 9))));
    mode(KEY, edits);
    mode(Sets.CONFIG, edits);
    edits.add(new Edit.Line(RULES, null, "-w /new/" + random.nextInt(1000)));
    edits.add(new Edit.Line(RULES, null, "-w /newer/" + random.nextInt(1000)));
    line("net.b=2", "net.b = 7", edits);
    line("net.a = 1", null, edits);
    edits.add(file("/etc/new/deep/" + ++files + ".conf"));
    edits.add(file("/etc/new/" + ++files + ".conf"));
    return edits;
  }

  private static Edit key(List<String> path, ConfigValue value) {
    return new Edit.Key(Sets.CONFIG, path, null, value);
  }

  private void mode(String path, List<Edit> edits) {
    Attributes now = targets.object(path).attributes();
    if (now != null && now.mode() != 0600) {
      edits.add(new Edit.Attribute(path, now, new Attributes(0600, now.uid(), now.gid())));
    }
  }

  private void line(String before, @Nullable String after, List<Edit> edits) {
    byte[] now = targets.file(SYSCTL).content();
    if (new String(now, StandardCharsets.UTF_8).contains(before)) {
      edits.add(new Edit.Line(SYSCTL, before, after));
    }
  }

  private Edit file(String path) {
    Attributes ours = Objects.requireNonNull(targets.object("/etc").attributes());
    return Edit.Text.of(
        path,
        "[Service]\nA=" + random.nextInt(1000) + "\n",
        new Attributes(0640, ours.uid(), ours.gid()),
        contents);
  }

  /** A remedy that wants what it is told. */
  private record Asking(CheckId cures, List<Edit> edits, Contents contents) implements Remedy {
    @Override
    public List<Proposal> propose(HostSnapshot host, Verdict failed) {
      return List.of(
          new Proposal.Fix(
              edits,
              EngineAction.Kind.NONE,
              Access.NONE,
              new Undo.Exact(),
              "",
              List.of(),
              contents));
    }
  }
}
