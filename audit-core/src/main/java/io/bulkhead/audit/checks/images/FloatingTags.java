package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.containers.EachContainer;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Images;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;

/** Containers name an image that is the same tomorrow. */
final class FloatingTags implements Check {
  private static final CheckMeta META =
      CheckMeta.check("IMG-011", "Containers name a version of their image", Severity.LOW)
          .in(Profile.LEVEL_1)
          .passesWhen("every container names a digest, an id or a tag other than latest")
          .because("Nobody knows what latest is, and the next pull changes it without a word.")
          .advise("Name a version, or `NAME@sha256:DIGEST`, where the container is described.")
          .mayBreak("New versions no longer come by themselves.")
          .see("docker-pull(1)", "docker-run(1)");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    return EachContainer.judge(host, FloatingTags::judge);
  }

  private static Ground judge(HostSnapshot host, Container container) {
    String reference = container.image();
    Evidence says = EachContainer.inspect(container, "Config.Image", reference);
    if (Images.pinned(container)) {
      return Grounds.pass("", "names a fixed image", says);
    }
    return Images.tag(reference).equals("latest")
        ? Grounds.fail("", "is made from " + Images.repository(reference) + ":latest", says)
        : Grounds.pass("", "names the version " + Images.tag(reference), says);
  }
}
