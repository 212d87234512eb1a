package io.bulkhead.kernel.accounts;

import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where accounts come from beside the files, as nsswitch.conf(5) says. */
final class OtherSources {
  private static final String NSSWITCH = "/etc/nsswitch.conf";
  private static final Set<String> DATABASES = Set.of("passwd", "group", "initgroups");

  /** Where nss-systemd(8) finds records that are more than the system's own dynamic users. */
  private static final List<String> USERDB =
      List.of("/etc/userdb", "/run/userdb", "/run/host/userdb", "/usr/lib/userdb");

  /** Services of systemd itself that know no human account. */
  private static final Set<String> OWN =
      Set.of(
          "io.systemd.DropIn",
          "io.systemd.DynamicUser",
          "io.systemd.Multiplexer",
          "io.systemd.NameServiceSwitch");

  private final HostFiles files;

  OtherSources(HostFiles files) {
    this.files = files;
  }

  List<String> names() {
    return files
        .text(NSSWITCH)
        .fold(
            seen -> filtered(parse(seen.value())),
            absent -> nis(),
            unseen -> List.of("unknown (" + NSSWITCH + ": " + unseen.reason() + ")"));
  }

  private List<String> nis() {
    return plusEntries() ? List.of("nis") : List.of();
  }

  private List<String> filtered(Set<String> named) {
    named.remove("files");
    if (named.contains("compat") && !plusEntries()) {
      named.remove("compat");
    }
    if (named.contains("systemd") && !hasRecords()) {
      named.remove("systemd");
    }
    return List.copyOf(named);
  }

  /** Services of the account databases in their order, without the actions in brackets. */
  static Set<String> parse(String nsswitch) {
    Set<String> services = new LinkedHashSet<>();
    for (String line : nsswitch.split("\n")) {
      String text = line.split("#", 2)[0];
      int colon = text.indexOf(':');
      if (colon < 0 || !DATABASES.contains(text.substring(0, colon).strip())) {
        continue;
      }
      String value = text.substring(colon + 1).replaceAll("\\[[^\\]]*\\]", " ").strip();
      for (String service : value.split("\\s+")) {
        if (!service.isEmpty()) {
          services.add(service);
        }
      }
    }
    return services;
  }

  private boolean plusEntries() {
    return plusEntry("/etc/passwd") || plusEntry("/etc/group");
  }

  private boolean plusEntry(String path) {
    String text = files.text(path).seen().orElse("");
    return text.startsWith("+") || text.contains("\n+");
  }

  /** Without records of its own, nss-systemd adds root, nobody and the users of services only. */
  private boolean hasRecords() {
    for (String dir : USERDB) {
      if (!emptyOrAbsent(files.list(dir))) {
        return true;
      }
    }
    if (!files.live()) {
      return false;
    }
    return files
        .list("/run/systemd/userdb")
        .fold(seen -> !OWN.containsAll(seen.value()), absent -> false, unseen -> true);
  }

  private static boolean emptyOrAbsent(Reading<List<String>> listing) {
    return listing.fold(seen -> seen.value().isEmpty(), absent -> true, unseen -> false);
  }
}
