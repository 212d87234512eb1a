package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the steps of an image's history did: forms of the classic builder and of BuildKit. */
final class HistoryJudges {
  /** Options before a command, and what stands after them as NAME=VALUE: {@code -o Debug=1}. */
  private static final String OPTIONS = "(?:-\\S+\\s+|[\\w:][\\w:-]*=\\S+\\s+)*";

  private static final Pattern UPDATE =
      Pattern.compile(
          "\\b(apt-get|apt|yum|dnf|apk|zypper|microdnf)\\s+"
              + OPTIONS
              + "(update|makecache|refresh)\\b");

  private static final Pattern INSTALL =
      Pattern.compile(
          "\\b(apt-get|apt|aptitude|yum|dnf|apk|zypper|microdnf)\\s+"
              + OPTIONS
              + "(install|add|upgrade|dist-upgrade|full-upgrade|build-dep|in|groupinstall)\\b");

  private static final String SHELL = "((ba|da|z|k|a)?sh|python3?|perl)\\b";

  private static final Pattern UNVERIFIED =
      Pattern.compile(
          "--allow-unauthenticated|--force-yes|--nogpgcheck|--no-gpg-checks?|--allow-untrusted"
              + "|\\[[^\\]]*trusted=yes|gpgcheck=0|--no-check-certificate|AllowUnauthenticated"
              + "|--allow-insecure-repositories"
              + "|\\b(curl|wget)\\b[^|;&]*\\|\\s*(sudo\\s+(-\\S+\\s+)*)?(/\\S*/)?"
              + SHELL
              + "|\\b"
              + SHELL
              + "\\s+(-\\w+\\s+)*[\"']?(<|\\$)\\(\\s*(curl|wget)\\b"
              + "|\\bcurl\\b[^|;&]*\\s(-[A-Za-z]*k[A-Za-z]*|--insecure)(\\s|$)");

  private static final Pattern ADD =
      Pattern.compile("^(/bin/sh -c #\\(nop\\)\\s+)?ADD\\s.*", Pattern.DOTALL);
  private static final Pattern URL =
      Pattern.compile("(^|.*\\s)ADD\\s.*(https?|git|ssh)://\\S+.*|.*git@\\S+.*", Pattern.DOTALL);
  private static final Pattern ARCHIVE =
      Pattern.compile(".*\\.(tar|tgz|tar\\.\\w+|txz|tbz2?)([\\s\"',].*|$)", Pattern.DOTALL);

  private static final Pattern SUDO =
      Pattern.compile("\\b(install|add)\\b[^;&|]*\\s(sudo|doas)(\\s.*|$)", Pattern.DOTALL);

  private HistoryJudges() {}

  /** A step that is wrong: its number from 1, and what is said about it. */
  private record Wrong(int step, String text, String why) {}

  static Ground updateAlone(HostSnapshot host, Image image) {
    return judge(
        image,
        image.steps(),
        text ->
            UPDATE.matcher(text).find() && !INSTALL.matcher(text).find()
                ? Optional.of("updates the package index and installs nothing")
                : Optional.empty(),
        "no step updates the package index alone");
  }

  static Ground unverified(HostSnapshot host, Image image) {
    return judge(
        image,
        image.steps(),
        text -> {
          var found = UNVERIFIED.matcher(text);
          return found.find()
              ? Optional.of("installs without a check: " + cut(found.group()))
              : Optional.empty();
        },
        "no step switches signature checks off");
  }

  static Ground add(HostSnapshot host, Image image) {
    List<Image.Step> above = aboveBase(image);
    Ground ground =
        judge(
            image,
            above,
            text -> {
              if (!ADD.matcher(text).matches()) {
                return Optional.empty();
              }
              if (URL.matcher(text).matches()) {
                return Optional.of("fetches from an address with ADD");
              }
              return ARCHIVE.matcher(text).matches()
                  ? Optional.of("unpacks an archive with ADD")
                  : Optional.empty();
            },
            "no step above the base fetches or unpacks with ADD");
    boolean unclear =
        above.stream()
            .anyMatch(s -> s.createdBy().matches("(?s).*#\\(nop\\)\\s+ADD (file|multi):.*"));
    return ground.outcome() == io.bulkhead.audit.Outcome.PASS && unclear
        ? Grounds.undetermined(
            "",
            "whether a file that ADD copied was an archive does not stand in the history",
            EachImage.history(image, "ADD file:…"))
        : ground;
  }

  /** The first step that fills an empty file system is the base's, whoever wrote it. */
  private static List<Image.Step> aboveBase(Image image) {
    List<Image.Step> steps = image.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (ADD.matcher(steps.get(i).createdBy()).matches() || steps.get(i).sizeBytes() > 0) {
        return steps.subList(i + 1, steps.size());
      }
    }
    return steps;
  }

  static boolean installsSudo(Image image) {
    return image.steps().stream().anyMatch(s -> SUDO.matcher(s.createdBy()).find());
  }

  private static Ground judge(
      Image image, List<Image.Step> steps, Function<String, Optional<String>> rule, String none) {
    List<Wrong> wrong = new ArrayList<>();
    boolean whole = true;
    int offset = image.steps().size() - steps.size();
    for (int i = 0; i < steps.size(); i++) {
      String text = steps.get(i).createdBy();
      whole &= steps.get(i).whole();
      int number = offset + i + 1;
      rule.apply(text).ifPresent(why -> wrong.add(new Wrong(number, text, why)));
    }
    if (!wrong.isEmpty()) {
      Wrong first = wrong.get(0);
      String more = wrong.size() > 1 ? " and " + (wrong.size() - 1) + " more" : "";
      return Grounds.fail(
          "",
          "step " + first.step() + " " + first.why() + more,
          wrong.stream()
              .limit(5)
              .map(w -> EachImage.history(image, "step " + w.step() + ": " + cut(w.text())))
              .toArray(Evidence[]::new));
    }
    Evidence says = EachImage.history(image, image.steps().size() + " steps looked through");
    if (image.steps().isEmpty()) {
      return Grounds.undetermined("", "it has no history", says);
    }
    return whole
        ? Grounds.pass("", none, says)
        : Grounds.undetermined("", "a step is too long to be looked through", says);
  }

  private static String cut(String text) {
    return text.length() > 200 ? text.substring(0, 199) + "…" : text;
  }
}
