package io.bulkhead.remediate.apply;

import io.bulkhead.daemon.tls.Minter;
import io.bulkhead.daemon.tls.TlsProblem;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Made;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the keys and certificates of a plan, in memory, right before it is applied. The plan stays
 * as approved; only the steps learn what will be written.
 */
final class Minting {
  private final Targets targets;
  private final Minter minter;
  private final Contents contents;
  private final Map<String, Made> recipes = new HashMap<>();
  private final Map<String, byte[]> made = new HashMap<>();

  private Minting(Prepared prepared, Targets targets, Clock clock) {
    this.targets = targets;
    this.minter = new Minter(clock, new SecureRandom());
    this.contents = prepared.contents();
    for (Change change : prepared.plan().changes()) {
      for (Edit edit : change.edits()) {
        if (edit instanceof Edit.Mint mint && mint.present()) {
          recipes.put(mint.target(), mint.made());
        }
      }
    }
  }

  /**
   * The plan's steps with digests of what was made for them, which is among its contents then.
   *
   * @throws RemediationException BEFORE if a key or certificate cannot be made
   */
  static List<Step> steps(Prepared prepared, Targets targets, Clock clock)
      throws RemediationException {
    Plan plan = prepared.plan();
    boolean any =
        plan.steps().stream()
            .anyMatch(s -> s instanceof Step.PutFile p && p.after() instanceof FileState.Made);
    return any ? new Minting(prepared, targets, clock).steps(plan) : plan.steps();
  }

  private List<Step> steps(Plan plan) throws RemediationException {
    java.util.ArrayList<Step> steps = new java.util.ArrayList<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.PutFile put && put.after() instanceof FileState.Made later) {
        steps.add(
            new Step.PutFile(
                put.seq(), put.changes(), put.target(), put.before(), state(put, later)));
      } else {
        steps.add(step);
      }
    }
    return steps;
  }

  private FileState.Regular state(Step.PutFile put, FileState.Made later)
      throws RemediationException {
    Made recipe = recipes.get(put.target());
    if (recipe == null) {
      throw new IllegalStateException("nothing says what " + put.target() + " will hold");
    }
    byte[] content;
    try {
      content = make(put.target());
    } catch (TlsProblem e) {
      throw new RemediationException(
          Kind.BEFORE,
          "cannot make " + put.target() + ": " + e.getMessage() + "; nothing was changed",
          "bulkhead tls status");
    }
    String digest = recipe.secret() ? contents.putSecret(content) : contents.put(content);
    return new FileState.Regular(digest, later.attributes(), Map.of(), "");
  }

  /** What a path will hold: made now, or there already. */
  private byte[] make(String path) throws TlsProblem {
    byte[] known = made.get(path);
    if (known != null) {
      return known;
    }
    Made recipe = recipes.get(path);
    byte[] content = recipe == null ? there(path) : make(recipe);
    made.put(path, content);
    return content;
  }

  private byte[] make(Made recipe) throws TlsProblem {
    if (recipe instanceof Made.Key key) {
      return minter.key(key.algorithm());
    }
    if (recipe instanceof Made.Copy copy) {
      return make(copy.of());
    }
    Made.Certificate certificate = (Made.Certificate) recipe;
    Minter.Request request =
        new Minter.Request(
            certificate.purpose(), certificate.name(), certificate.names(), certificate.days());
    byte[] own = make(certificate.key());
    Made.Signer signer = certificate.signer();
    return signer.key().isEmpty()
        ? minter.authority(request, own)
        : minter.leaf(
            request, own, new Minter.Issuer(make(signer.certificate()), make(signer.key())));
  }

  private byte[] there(String path) throws TlsProblem {
    Targets.FileTarget file = targets.file(path);
    if (!(file.state() instanceof FileState.Regular)) {
      throw new TlsProblem(
          path
              + " is needed for it and cannot be read; if the authority's key is kept elsewhere,"
              + " name its directory with --ca-dir");
    }
    return file.content();
  }
}
