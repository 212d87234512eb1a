package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.PolicyCheck;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Age;
import io.bulkhead.audit.checks.facts.Images;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No pile of images that no container is made from. */
final class UnusedImages implements PolicyCheck {
  private static final int MIB_BITS = 20;
  private static final CheckMeta META =
      CheckMeta.check("IMG-017", "No pile of unused images", Severity.INFO)
          .in(Profile.LEVEL_1)
          .passesWhen(
              "at most as many unused images as the policy says (10) were built longer ago"
                  + " than it says (90 days)")
          .because("An old image is started again by mistake, with the holes of its time.")
          .advise("Run `docker image rm NAME` for those that nobody needs.")
          .mayBreak("A later start has to pull it again.")
          .see("docker-image-rm(1)", "docker-image-prune(1)", "CIS 6.1");

  @Override
  public CheckMeta meta() {
    return META;
  }

  @Override
  public Verdict judge(HostSnapshot host, Policy policy) {
    return EachImage.onHost(host, seen -> judge(host, seen, policy));
  }

  private static Verdict judge(
      HostSnapshot host, Reading.Present<Engine.Images> images, Policy policy) {
    if (host.engine().containers() instanceof Reading.Unreadable<Engine.Containers> unseen) {
      return Verdict.undetermined(unseen);
    }
    Set<String> used = Images.used(host);
    int days = policy.get(ImageValues.UNUSED_DAYS);
    int most = policy.get(ImageValues.MAX_UNUSED);
    List<Image> old =
        images.value().seen().stream()
            .filter(i -> !used.contains(i.id()))
            .filter(i -> Age.days(host, i.createdAt()).orElse(Long.MAX_VALUE) > days)
            .toList();
    long mib = old.stream().mapToLong(Image::sizeBytes).sum() >> MIB_BITS;
    String names = old.stream().limit(20).map(Image::name).collect(Collectors.joining(", "));
    Evidence says =
        Evidence.of(
            images.origin(),
            old.isEmpty() ? "none older than " + days + " days" : names + ": " + mib + " MiB");
    Evidence expected = Evidence.of(policy.origin(ImageValues.MAX_UNUSED), "at most " + most);
    String text = old.size() + " that no container uses, built more than " + days + " days ago";
    return old.size() > most
        ? Verdict.fail(text + ", at most " + most + " expected: " + names, says, expected)
        : Verdict.pass(text, says, expected);
  }
}
