package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.daemon.tls.Inspector;
import io.bulkhead.daemon.tls.KeyAlgorithm;
import io.bulkhead.daemon.tls.Purpose;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.files.LiveTargets;
import io.bulkhead.remediate.plan.DockerdValidate;
import io.bulkhead.remediate.plan.RollbackPlanner;
import io.bulkhead.remediate.plan.RollbackRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys and certificates that are made when a plan is applied. */
class MintingTest {
  private static final String DIR = "/etc/docker/tls";
  private static final Made.Signer CA = new Made.Signer(DIR + "/ca.pem", DIR + "/ca-key.pem");

  private final Tree tree = Sets.tree();
  private final Rig rig = new Rig(tree);
  private final SortedMap<String, String> before = tree.timeless();

  @AfterEach
  void sweep() {
    tree.delete();
  }

  private static List<Edit> authority() {
    return List.of(
        new Edit.Mint(
            DIR + "/ca.pem",
            new Made.Certificate(
                Purpose.AUTHORITY, "CA", List.of(), 100, CA.key(), Made.Signer.SELF),
            true),
        new Edit.Mint(DIR + "/ca-key.pem", new Made.Key(KeyAlgorithm.EC), true),
        new Edit.Mint(DIR + "/copy.pem", new Made.Copy(DIR + "/ca.pem"), true));
  }

  private static List<Edit> server() {
    return List.of(
        new Edit.Mint(
            DIR + "/cert.pem",
            new Made.Certificate(
                Purpose.SERVER, "web", List.of("localhost"), 50, DIR + "/key.pem", CA),
            true),
        new Edit.Mint(DIR + "/key.pem", new Made.Key(KeyAlgorithm.EC), true));
  }

  private Prepared prepared(boolean directory, List<Edit> edits) {
    List<Step> steps = new ArrayList<>();
    if (directory) {
      steps.add(new Step.Directory(1, List.of(1), DIR, owned(0700), true));
    }
    for (Edit edit : edits) {
      FileState later = new FileState.Made(owned(((Edit.Mint) edit).made().mode()));
      steps.add(
          new Step.PutFile(
              steps.size() + 1, List.of(1), edit.target(), new FileState.Missing(), later));
    }
    Change change =
        new Change(
            1,
            List.of(),
            '+',
            "tls",
            "+ key",
            edits,
            EngineAction.Kind.NONE,
            Access.NONE,
            new Undo.Exact(),
            "",
            List.of(),
            List.of());
    EngineAction none =
        new EngineAction(
            EngineAction.Kind.NONE,
            new io.bulkhead.audit.snapshot.Daemon.Control(
                io.bulkhead.audit.snapshot.Daemon.ControlKind.NONE, "", "test"),
            "",
            java.util.Map.of(),
            java.util.Map.of(),
            List.of(),
            false);
    Plan base = Sets.plan(steps, none, List.of());
    Plan plan =
        new Plan(
            base.digest(),
            base.undoes(),
            base.host(),
            base.created(),
            base.expires(),
            base.tool(),
            base.rules(),
            base.facts(),
            List.of(change),
            steps,
            none,
            base.diffs(),
            base.unfixed(),
            base.kept(),
            base.conflicts(),
            base.summary());
    return new Prepared(plan, new Contents());
  }

  private static Attributes owned(int mode) {
    long uid = Tree.REAL.effectiveUid();
    try {
      int gid = (Integer) Files.getAttribute(Path.of("."), "unix:gid");
      return new Attributes(mode, uid, uid == 0 ? 0 : gid);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] bytes(String path) {
    return tree.text(path.substring(1)).getBytes(StandardCharsets.UTF_8);
  }

  /** Everything that is kept about sets. */
  private String kept() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> paths = Files.walk(tree.root.resolve("var/lib/bulkhead"))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        all.append(Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  private Prepared back() throws RemediationException {
    return new RollbackPlanner(
            rig.sets().past(),
            Optional.empty(),
            new LiveTargets(Tree.REAL, tree.root),
            new FakeHostFiles(),
            (bytes, daemon, argv) ->
                new DockerdValidate.Result(DockerdValidate.Answer.CANNOT_SAY, "this is a test"))
        .plan(RollbackRequest.of(rig.sets().show("last").summary().id()))
        .prepared();
  }

  @Test
  void keys_and_certificates_fit_and_no_key_is_kept_elsewhere() throws Exception {
    rig.apply(prepared(true, authority()));
    rig.apply(prepared(false, server()));

    assertThat(Inspector.pair(bytes(DIR + "/key.pem"), bytes(DIR + "/cert.pem"))).isTrue();
    assertThat(
            Inspector.certificates("x", bytes(DIR + "/cert.pem"), bytes(DIR + "/copy.pem"))
                .get(0)
                .trust())
        .hasToString("SIGNED");
    assertThat(tree.state().get("etc/docker/tls/key.pem")).startsWith("100400 ");
    assertThat(tree.state().get("etc/docker/tls/cert.pem")).startsWith("100444 ");
    assertThat(kept()).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE KEY");
  }

  @Test
  void every_apply_makes_other_keys_from_the_same_plan() throws Exception {
    Prepared plan = prepared(true, authority());
    rig.apply(plan);
    byte[] first = bytes(DIR + "/ca-key.pem");
    rig.apply(back());
    rig.apply(plan);
    assertThat(bytes(DIR + "/ca-key.pem")).isNotEqualTo(first);
  }

  @Test
  void a_rollback_deletes_shows_nothing_and_is_final() throws Exception {
    rig.apply(prepared(true, authority()));
    Prepared back = back();
    assertThat(back.plan().diffs()).allMatch(diff -> diff.unified().isEmpty());
    rig.apply(back);

    assertThat(tree.timeless()).isEqualTo(before);
    assertThat(kept()).doesNotContain("PRIVATE KEY");
    assertThatThrownBy(this::back)
        .isInstanceOf(RemediationException.class)
        .hasMessageContaining("deleted keys, which are kept nowhere else");
  }

  @Test
  void a_failure_takes_everything_back() throws Exception {
    rig.aftercheck =
        plan -> new io.bulkhead.remediate.Aftercheck.Result(false, "no handshake succeeds");
    assertThatThrownBy(() -> rig.apply(prepared(true, authority())))
        .hasMessageContaining("no handshake succeeds");
    assertThat(tree.timeless()).isEqualTo(before);
    assertThat(kept()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void a_key_that_is_not_the_authoritys_ends_it_before_anything_is_touched() throws Exception {
    rig.apply(prepared(true, authority()));
    tree.write("etc/docker/tls/ca-key.pem", "junk\n", 0400);
    SortedMap<String, String> state = tree.timeless();
    assertThatThrownBy(() -> rig.apply(prepared(false, server())))
        .isInstanceOfSatisfying(
            RemediationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BEFORE))
        .hasMessage(
            "cannot make /etc/docker/tls/cert.pem: no private key in PEM form is in it; nothing was"
                + " changed");
    assertThat(tree.timeless()).isEqualTo(state);
  }

  @Test
  void an_authoritys_key_that_is_elsewhere_is_asked_for() {
    assertThatThrownBy(() -> rig.apply(prepared(false, server())))
        .hasMessageContaining("name its directory with --ca-dir");
  }
}
