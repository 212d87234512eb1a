package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Images;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** One ground for every image, whatever number of tags it has, and one for each not seen. */
final class EachImage {
  private EachImage() {}

  /** What a check says about one image. */
  interface Judge {
    Ground judge(HostSnapshot host, Image image, Policy policy);
  }

  static Verdict all(HostSnapshot host, Policy policy, Judge judge) {
    return onHost(
        host, seen -> Verdict.over(grounds(host, policy, judge, seen, false), "there is no image"));
  }

  static Verdict inUse(HostSnapshot host, Policy policy, Judge judge) {
    return onHost(
        host,
        seen ->
            Verdict.over(grounds(host, policy, judge, seen, true), "no container uses an image"));
  }

  static Verdict onHost(
      HostSnapshot host, Function<Reading.Present<Engine.Images>, Verdict> judge) {
    return host.engine()
        .images()
        .fold(
            judge,
            none -> Verdict.notApplicable("no engine answers"),
            unseen -> Presence.unlisted(host, unseen, "name its images"));
  }

  private static List<Ground> grounds(
      HostSnapshot host,
      Policy policy,
      Judge judge,
      Reading.Present<Engine.Images> images,
      boolean usedOnly) {
    Set<String> used = Images.used(host);
    boolean known = host.engine().containers().seen().isPresent();
    List<Ground> grounds = new ArrayList<>();
    for (Image image : images.value().seen()) {
      boolean inUse = used.contains(image.id());
      if (inUse || !usedOnly || !known) {
        String mark = inUse || !known ? "" : " (no container uses it)";
        grounds.add(judge.judge(host, image, policy).about("image " + image.name() + mark));
      }
    }
    for (Engine.Missed missed : images.value().missed()) {
      grounds.add(
          Grounds.undetermined(
              "image " + missed.name(),
              "could not be inspected: " + missed.reason(),
              Evidence.of(images.origin(), missed.reason())));
    }
    return grounds;
  }

  /** Evidence from the image's description. */
  static Evidence inspect(Image image, String field, Object said) {
    return Evidence.of(Origin.claimed("GET /images/" + image.name() + "/json " + field), said);
  }

  static Evidence history(Image image, Object said) {
    return Evidence.of(Origin.claimed("GET /images/" + image.name() + "/history"), said);
  }
}
