package io.bulkhead.kernel.probes.kernel;

import io.bulkhead.kernel.probes.Answer;
import io.bulkhead.kernel.probes.Look;
import io.bulkhead.kernel.probes.facts.Os;
import io.bulkhead.kernel.probes.facts.Release;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether somebody still repairs this kernel. A distribution's kernel keeps the number of a line
 * that kernel.org has long ended, so it is judged by the distribution.
 */
final class KernelEol {
  /** Suffixes of distribution kernels, and the distributions that build them. */
  private static final Map<Pattern, List<String>> FLAVOURS =
      Map.of(
          Pattern.compile("[-+].*-(amd64|arm64|686|686-pae|armmp|rpi)|\\+deb.*"),
          List.of("debian"),
          Pattern.compile(
              "-\\d+(-\\d+)?-(generic|lowlatency|aws|azure|gcp|oracle|kvm|ibm|gke|raspi|nvidia|virtual|realtime).*"),
          List.of("ubuntu"),
          Pattern.compile(".*\\.el\\d+.*"),
          List.of("rhel", "centos", "rocky", "almalinux", "ol"),
          Pattern.compile(".*\\.fc\\d+.*"),
          List.of("fedora"),
          Pattern.compile(".*\\.amzn\\d+.*"),
          List.of("amzn"),
          Pattern.compile("-.*default"),
          List.of("opensuse-leap", "sles"),
          Pattern.compile("-\\d+-(lts|virt)"),
          List.of("alpine"));

  /** Kernels that somebody ships whose dates are not in the table. */
  private static final Pattern OTHER_VENDOR =
      Pattern.compile(
          ".*(microsoft|linuxkit|\\+rpt|flatcar|-pve|-cos|orbstack|truenas|synology|tegra"
              + "|-talos|\\.cm\\d|\\.azl\\d|\\.uek|bottlerocket).*");

  private static final int OLDEST_LISTED = 7;

  private KernelEol() {}

  static Answer answer(Look look) {
    Release release = Release.of(look);
    look.cite(Release.class);
    if (!release.known()) {
      return Answer.unknown("the kernel's release could not be seen");
    }
    Lifecycle table = look.once(Lifecycle.class, own -> Lifecycle.shipped());
    look.note("table of kernel lines", "as of " + table.asOf());
    if (table.stale(look.sources().today())) {
      return Answer.warn(
          release.line(), "cannot tell: the table of kernel lines is of " + table.asOf());
    }
    Optional<List<String>> builders = builders(release.suffix());
    if (builders.isPresent()) {
      return byDistribution(look, release, builders.get(), table);
    }
    if (OTHER_VENDOR.matcher(release.suffix()).matches()) {
      return Answer.warn(
          release.line(),
          "cannot tell: how long this vendor maintains its kernel is not in the table of "
              + table.asOf());
    }
    return byLine(look, release, table);
  }

  private static Optional<List<String>> builders(String suffix) {
    return FLAVOURS.entrySet().stream()
        .filter(e -> e.getKey().matcher(suffix).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Answer byDistribution(
      Look look, Release release, List<String> builders, Lifecycle table) {
    Os os = Os.of(look);
    if (!os.seen() || !builders.contains(os.id())) {
      return Answer.warn(
          release.line(),
          "cannot tell: a distribution's kernel, and its release is not known here");
    }
    Optional<String> end =
        table.end(os.id(), os.versionId()).or(() -> table.end(os.id(), major(os.versionId())));
    if (end.isEmpty()) {
      return Answer.warn(
          release.line(),
          "cannot tell: "
              + os.id()
              + " "
              + os.versionId()
              + " is not in the table of "
              + table.asOf());
    }
    return judged(os.id() + " " + os.versionId(), end.get(), look.sources().today());
  }

  /** Of point releases the major number, of Alpine's three numbers the first two. */
  private static String major(String version) {
    String[] parts = version.split("\\.");
    return parts.length > 2 ? parts[0] + "." + parts[1] : parts[0];
  }

  private static Answer byLine(Look look, Release release, Lifecycle table) {
    Optional<String> end = table.end("linux", release.line());
    if (end.isEmpty()) {
      return release.major() < OLDEST_LISTED
          ? Answer.fail(release.line() + " EOL", "kernel.org ended this line long ago")
          : Answer.warn(
              release.line(), "cannot tell: the line is newer than the table of " + table.asOf());
    }
    return judged(release.line(), end.get(), look.sources().today());
  }

  private static Answer judged(String what, String end, LocalDate today) {
    if (end.isEmpty()) {
      return Answer.pass(what, what + " is maintained");
    }
    String value = what + " EOL " + end;
    return LocalDate.parse(end).isBefore(today)
        ? Answer.fail(value, "maintenance of " + what + " ended on " + end)
        : Answer.pass(value, what + " is maintained until " + end);
  }
}
