package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import io.bulkhead.audit.snapshot.ImageFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What stands in the layers of an image. */
final class LayerJudges {
  private LayerJudges() {}

  private static Ground read(
      HostSnapshot host, Image image, Function<Reading.Present<ImageFiles>, Ground> judge) {
    return host.files(image)
        .fold(
            judge,
            none -> Grounds.undetermined("", "it has no layers", Grounds.evidence(none)),
            unseen -> Grounds.unseen("", unseen));
  }

  static Ground setIds(HostSnapshot host, Image image, Policy policy) {
    return read(
        host,
        image,
        seen -> {
          List<ImageFiles.SetId> others =
              seen.value().setIds().stream()
                  .filter(f -> !policy.lists(ImageValues.SET_ID_FILES, f.path()))
                  .toList();
          String list =
              others.stream()
                  .limit(20)
                  .map(f -> f.path() + " " + f.mode())
                  .collect(Collectors.joining(", "));
          Evidence says = Evidence.of(seen.origin(), others.isEmpty() ? "none" : list);
          if (others.isEmpty()) {
            return Grounds.pass(
                "",
                seen.value().setIds().isEmpty()
                    ? "has no set-user-id or set-group-id file"
                    : "has only set-id files that the policy allows",
                says);
          }
          String text = "set-id files: " + first(others);
          return Grounds.fail(
              "", harmless(host, image) ? text + "; its containers cannot use them" : text, says);
        });
  }

  private static String first(List<ImageFiles.SetId> files) {
    String list =
        files.stream().limit(4).map(ImageFiles.SetId::path).collect(Collectors.joining(", "));
    return files.size() > 4 ? list + " and " + (files.size() - 4) + " more" : list;
  }

  /** Every process of its containers has given up gaining privileges. */
  private static boolean harmless(HostSnapshot host, Image image) {
    List<Container> made =
        host.engine().containers().seen().map(c -> c.seen()).orElse(List.of()).stream()
            .filter(c -> c.imageId().equals(image.id()))
            .toList();
    return !made.isEmpty()
        && made.stream()
            .allMatch(c -> Proof.of(host, c).seen().filter(p -> p.noNewPrivs()).isPresent());
  }

  static Ground credentials(HostSnapshot host, Image image) {
    return read(
        host,
        image,
        seen -> {
          List<ImageFiles.Credential> found = seen.value().credentials();
          String list =
              found.stream()
                  .limit(8)
                  .map(
                      c ->
                          c.path()
                              + " ("
                              + c.sign()
                              + (c.removedLater() ? ", removed by a later layer, still there" : "")
                              + ")")
                  .collect(Collectors.joining(", "));
          return found.isEmpty()
              ? Grounds.pass(
                  "",
                  "no file of its layers looks like a credential",
                  Evidence.of(seen.origin(), "none"))
              : Grounds.fail("", "holds " + list, Evidence.of(seen.origin(), list));
        });
  }

  static Ground accounts(HostSnapshot host, Image image) {
    return read(
        host,
        image,
        seen -> {
          List<String> empty = seen.value().emptyPasswords();
          List<String> shared = seen.value().sharedUids();
          Evidence says =
              Evidence.of(seen.origin(), "empty passwords " + empty + ", shared uids " + shared);
          if (empty.isEmpty() && shared.isEmpty() && seen.value().rootNames().isEmpty()) {
            return Grounds.notApplicable("", "has no accounts", says);
          }
          if (!empty.isEmpty()) {
            return Grounds.fail(
                "", "has an account without a password: " + String.join(", ", empty), says);
          }
          return shared.isEmpty()
              ? Grounds.pass("", "every account has its own uid and no empty password", says)
              : Grounds.fail(
                  "", "has accounts that share a uid: " + String.join("; ", shared), says);
        });
  }

  static Ground sudo(HostSnapshot host, Image image) {
    if (host.files(image).seen().isEmpty() && HistoryJudges.installsSudo(image)) {
      return Grounds.fail("", "installs sudo", EachImage.history(image, "a step installs sudo"));
    }
    return read(
        host,
        image,
        seen -> {
          List<String> found =
              seen.value().tools().stream().filter(t -> t.endsWith("/sudo")).toList();
          return found.isEmpty()
              ? Grounds.pass("", "has no sudo", Evidence.of(seen.origin(), "no sudo"))
              : Grounds.fail("", "has " + found.get(0), Evidence.of(seen.origin(), found));
        });
  }

  /** What is needed in an image is for a person; what an attacker likes is named. */
  static Ground minimal(HostSnapshot host, Image image) {
    return host.files(image)
        .fold(
            seen -> {
              List<String> tools = seen.value().tools();
              return Grounds.manual(
                  "",
                  tools.isEmpty()
                      ? "none of the known tools is in it; whether it needs the rest is for a person"
                      : "whether it needs these is for a person: " + String.join(", ", tools),
                  Evidence.of(seen.origin(), tools));
            },
            none -> Grounds.manual("", "whether it needs what is in it is for a person"),
            unseen ->
                Grounds.manual(
                    "",
                    "what is in it was not seen, and whether it needs it is for a person",
                    Grounds.evidence(unseen)));
  }

  static Ground supported(HostSnapshot host, Image image) {
    return read(
        host,
        image,
        seen ->
            seen.value()
                .os()
                .fold(
                    os -> Platforms.judge(os.value(), host.vantage().takenAt(), os.origin()),
                    none ->
                        Grounds.notApplicable(
                            "", "is made of no distribution", Grounds.evidence(none)),
                    unseen -> Grounds.unseen("", unseen)));
  }
}
