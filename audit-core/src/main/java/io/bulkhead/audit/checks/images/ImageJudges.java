package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Age;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.ImageUser;
import io.bulkhead.audit.checks.facts.Images;
import io.bulkhead.audit.checks.facts.Modes;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the configuration of an image says. */
final class ImageJudges {
  private ImageJudges() {}

  static Ground trusted(HostSnapshot host, Image image, Policy policy) {
    Evidence says = EachImage.inspect(image, "RepoDigests", image.digests());
    if (image.digests().isEmpty()) {
      return policy.get(ImageValues.LOCAL_BUILDS)
          ? Grounds.pass("", "was built or loaded here, which the policy allows", says)
          : Grounds.fail("", "was built or loaded here: no registry vouches for it", says);
    }
    if (!policy.states(ImageValues.REGISTRIES)) {
      return Grounds.manual(
          "",
          "whether "
              + Images.repository(image.digests().get(0))
              + " is to be trusted is for a person",
          says);
    }
    boolean approved =
        image.digests().stream()
            .anyMatch(
                d ->
                    policy.lists(ImageValues.REGISTRIES, Images.repository(d))
                        || policy.lists(ImageValues.REGISTRIES, d.split("@", 2)[0]));
    String repository = Images.repository(image.digests().get(0));
    return approved
        ? Grounds.pass("", "comes from " + repository + ", which the policy allows", says)
        : Grounds.fail("", "comes from " + repository + ", which the policy does not allow", says);
  }

  static Ground age(HostSnapshot host, Image image, Policy policy) {
    int most = policy.get(ImageValues.MAX_AGE_DAYS);
    Evidence says = EachImage.inspect(image, "Created", image.createdAt());
    Evidence expected =
        Evidence.of(policy.origin(ImageValues.MAX_AGE_DAYS), "at most " + most + " days");
    Optional<Long> days = Age.days(host, image.createdAt());
    if (days.isEmpty()) {
      return Grounds.undetermined(
          "", "its date was set by whoever built it: " + image.createdAt(), says);
    }
    if (days.get() < 0) {
      return Grounds.undetermined("", "its date lies ahead: " + image.createdAt(), says);
    }
    return days.get() > most
        ? Grounds.fail(
            "",
            "was built " + days.get() + " days ago, at most " + most + " expected",
            says,
            expected)
        : Grounds.pass("", "was built " + days.get() + " days ago", says, expected);
  }

  static Ground health(HostSnapshot host, Image image) {
    String test = image.healthTest();
    Evidence says = EachImage.inspect(image, "Config.Healthcheck", test.isEmpty() ? "none" : test);
    if (test.isEmpty()) {
      return Grounds.fail("", "defines no health check", says);
    }
    return test.equals("NONE")
        ? Grounds.fail("", "switches the health check off: HEALTHCHECK NONE", says)
        : Grounds.pass("", "defines a health check", says);
  }

  static Ground secrets(HostSnapshot host, Image image) {
    Evidence says =
        EachImage.inspect(
            image,
            "Config.Env, Config.Labels and its history",
            image.secrets().isEmpty() ? "looked through" : "(redacted)");
    if (image.secrets().isEmpty()) {
      return Grounds.pass("", "nothing in it looks like a secret", says);
    }
    String all =
        image.secrets().stream()
            .limit(10)
            .map(s -> s.place() + ": " + s.sign())
            .collect(Collectors.joining("; "));
    int more = image.secrets().size() - 10;
    return Grounds.fail(
        "",
        "holds what looks like a secret: " + all + (more > 0 ? " and " + more + " more" : ""),
        says);
  }

  static Ground signed(HostSnapshot host, Image image, Policy policy) {
    Evidence says = EachImage.inspect(image, "RepoDigests", image.digests());
    boolean verified =
        image.digests().stream().anyMatch(d -> policy.lists(ImageValues.VERIFIED, d));
    return verified
        ? Grounds.pass("", "its digest is among those whose signature was verified", says)
        : Grounds.manual(
            "",
            "verify its signature, for example with cosign, and note the digest in the policy",
            says);
  }

  static Ground secureShell(HostSnapshot host, Image image) {
    List<String> ports = image.exposedPorts();
    Evidence says = EachImage.inspect(image, "Config.ExposedPorts", ports);
    return ports.stream().anyMatch(p -> p.equals("22/tcp") || p.equals("22"))
        ? Grounds.fail("", "exposes port 22", says)
        : Grounds.pass("", "does not expose port 22", says);
  }

  static Ground user(HostSnapshot host, Image image) {
    return ImageUser.judge(
        host,
        image.user(),
        image.id(),
        Modes.rootless(host) || Modes.remapped(host),
        EachImage.inspect(image, "Config.User", "'" + image.user() + "'"));
  }
}
