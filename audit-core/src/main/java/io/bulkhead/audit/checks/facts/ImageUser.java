package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.ImageFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;

/**
 * Whether a user as Config.User names it is root: empty, a number, a name of the image's accounts,
 * each with or without a group.
 */
public final class ImageUser {
  /** The engine reads a number as Go's strconv.Atoi does, with a sign before it or without. */
  private static final String ZERO = "[+-]?0+";

  private ImageUser() {}

  /** True for root by its usual name or its number. */
  public static boolean root(String user) {
    String name = name(user);
    return name.equals("root") || name.matches(ZERO);
  }

  /** True if a user is told by a name, which accounts have to explain. */
  public static boolean named(String user) {
    return !root(user) && !name(user).isEmpty() && !name(user).matches("[+-]?[0-9]+");
  }

  private static String name(String user) {
    return user.split(":", 2)[0].strip();
  }

  /**
   * Judges a user.
   *
   * @param imageId the image whose accounts the name is one of
   * @param mapped whether the engine makes another user of root
   */
  public static Ground judge(
      HostSnapshot host, String user, String imageId, boolean mapped, Evidence says) {
    String name = name(user);
    if (name.isEmpty() || root(user)) {
      return mapped
          ? Grounds.pass("", "starts as its root, which the engine maps to another user", says)
          : Grounds.fail(
              "", name.isEmpty() ? "starts as root, for it names no user" : "starts as root", says);
    }
    if (name.matches("[0-9]+")) {
      return Grounds.pass("", "starts as user " + name, says);
    }
    Optional<Reading<ImageFiles>> files = Images.byId(host, imageId).map(host::files);
    if (files.isEmpty()) {
      return Grounds.undetermined(
          "", "whether user " + name + " is root in the image was not seen", says);
    }
    return files
        .get()
        .fold(
            seen ->
                seen.value().rootNames().contains(name)
                    ? Grounds.fail("", "starts as " + name + ", which is root in the image", says)
                    : Grounds.pass("", "starts as user " + name, says, accounts(seen)),
            none -> Grounds.undetermined("", "the image has no accounts", says),
            unseen ->
                Grounds.undetermined(
                    "",
                    "whether user "
                        + name
                        + " is root in the image was not seen: "
                        + unseen.reason(),
                    says));
  }

  private static Evidence accounts(Reading.Present<ImageFiles> files) {
    return Evidence.of(files.origin(), "accounts with uid 0: " + files.value().rootNames());
  }
}
