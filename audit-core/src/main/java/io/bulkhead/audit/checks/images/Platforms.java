package io.bulkhead.audit.checks.images;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import java.util.Map;
import java.util.Optional;

/**
 * When distributions end: the last day with security updates for everybody, as their makers say, as
 * of 2026-11. Long-term support that everybody gets is counted, paid support is not.
 */
final class Platforms {
  private static final Map<String, String> ENDS =
      Map.ofEntries(
          Map.entry("debian 8", "2020-06-30"),
          Map.entry("debian 9", "2022-06-30"),
          Map.entry("debian 10", "2024-06-30"),
          Map.entry("debian 11", "2026-08-31"),
          Map.entry("debian 12", "2028-06-30"),
          Map.entry("debian 13", "2030-06-30"),
          Map.entry("ubuntu 14.04", "2019-04-30"),
          Map.entry("ubuntu 16.04", "2021-04-30"),
          Map.entry("ubuntu 18.04", "2023-05-31"),
          Map.entry("ubuntu 20.04", "2025-05-31"),
          Map.entry("ubuntu 22.04", "2027-06-01"),
          Map.entry("ubuntu 22.10", "2023-07-20"),
          Map.entry("ubuntu 23.04", "2024-01-25"),
          Map.entry("ubuntu 23.10", "2024-07-11"),
          Map.entry("ubuntu 24.04", "2029-05-31"),
          Map.entry("ubuntu 24.10", "2025-07-10"),
          Map.entry("ubuntu 25.04", "2026-01-15"),
          Map.entry("ubuntu 25.10", "2026-07-09"),
          Map.entry("ubuntu 26.04", "2031-05-29"),
          Map.entry("ubuntu 26.10", "2027-07-15"),
          Map.entry("alpine 3.8", "2020-05-01"),
          Map.entry("alpine 3.9", "2020-11-01"),
          Map.entry("alpine 3.10", "2021-05-01"),
          Map.entry("alpine 3.11", "2021-11-01"),
          Map.entry("alpine 3.12", "2022-05-01"),
          Map.entry("alpine 3.13", "2022-11-01"),
          Map.entry("alpine 3.14", "2023-05-01"),
          Map.entry("alpine 3.15", "2023-11-01"),
          Map.entry("alpine 3.16", "2024-05-23"),
          Map.entry("alpine 3.17", "2024-11-22"),
          Map.entry("alpine 3.18", "2025-05-09"),
          Map.entry("alpine 3.19", "2025-11-01"),
          Map.entry("alpine 3.20", "2026-04-01"),
          Map.entry("alpine 3.21", "2026-11-01"),
          Map.entry("alpine 3.22", "2027-05-01"),
          Map.entry("alpine 3.23", "2027-11-01"),
          Map.entry("centos 6", "2020-11-30"),
          Map.entry("centos 7", "2024-06-30"),
          Map.entry("centos 8", "2021-12-31"),
          Map.entry("centos 9", "2027-05-31"),
          Map.entry("centos 10", "2030-01-01"),
          Map.entry("rhel 7", "2024-06-30"),
          Map.entry("rhel 8", "2029-05-31"),
          Map.entry("rhel 9", "2032-05-31"),
          Map.entry("rhel 10", "2035-05-31"),
          Map.entry("rocky 8", "2029-05-31"),
          Map.entry("rocky 9", "2032-05-31"),
          Map.entry("rocky 10", "2035-05-31"),
          Map.entry("almalinux 8", "2029-03-01"),
          Map.entry("almalinux 9", "2032-05-31"),
          Map.entry("almalinux 10", "2035-05-31"),
          Map.entry("ol 7", "2024-12-31"),
          Map.entry("ol 8", "2029-07-31"),
          Map.entry("ol 9", "2032-06-30"),
          Map.entry("ol 10", "2035-06-30"),
          Map.entry("amzn 2", "2026-06-30"),
          Map.entry("amzn 2023", "2029-06-30"),
          Map.entry("fedora 36", "2023-05-16"),
          Map.entry("fedora 37", "2023-12-05"),
          Map.entry("fedora 38", "2024-05-21"),
          Map.entry("fedora 39", "2024-11-26"),
          Map.entry("fedora 40", "2025-05-13"),
          Map.entry("fedora 41", "2025-12-15"),
          Map.entry("fedora 42", "2026-05-13"),
          Map.entry("opensuse-leap 15.4", "2023-12-07"),
          Map.entry("opensuse-leap 15.5", "2024-12-31"),
          Map.entry("opensuse-leap 15.6", "2026-04-30"),
          Map.entry("opensuse-leap 16.0", "2027-10-31"));

  /** Length of 2026-11-26, what a time of RFC 3339 begins with. */
  private static final int DAY = 10;

  private Platforms() {}

  static Ground judge(HostSnapshot.Os os, String today, Origin origin) {
    Evidence says = Evidence.of(origin, os.id() + " " + os.versionId());
    Optional<String> end = end(os);
    if (end.isEmpty()) {
      return Grounds.undetermined(
          "", "how long " + os.prettyName() + " is supported is not known here", says);
    }
    Evidence table = Evidence.of(Origin.derived("table of distributions as of 2026-11"), end.get());
    return end.get().compareTo(day(today)) < 0
        ? Grounds.fail(
            "", "is made of " + os.prettyName() + ", which ended on " + end.get(), says, table)
        : Grounds.pass(
            "", "is made of " + os.prettyName() + ", supported until " + end.get(), says, table);
  }

  private static String day(String time) {
    return time.substring(0, Math.min(DAY, time.length()));
  }

  /** By its first two parts, else by its first. What is not in the table is not guessed. */
  private static Optional<String> end(HostSnapshot.Os os) {
    String[] parts = os.versionId().split("\\.");
    String major = parts[0];
    String minor = parts.length > 1 ? major + "." + parts[1] : major;
    return Optional.ofNullable(ENDS.get(os.id() + " " + minor))
        .or(
            () ->
                Optional.ofNullable(
                    os.id().equals("alpine") || os.id().equals("ubuntu")
                        ? null
                        : ENDS.get(os.id() + " " + major)));
  }
}
