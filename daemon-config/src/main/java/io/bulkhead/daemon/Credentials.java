package io.bulkhead.daemon;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.daemon.unit.Service;
import java.util.ArrayList;
import java.util.List;

/** Files that give the engine a password inside a URL, such as that of a proxy. */
final class Credentials {
  private Credentials() {}

  /** Paths of those files, in the order the engine reads them; never what stands in them. */
  static List<String> files(HostFiles files, String configFile, Reading<Service> service) {
    List<String> looked = new ArrayList<>(List.of(configFile));
    service
        .seen()
        .map(Service::unit)
        .ifPresent(
            unit -> {
              looked.add(unit.fragment());
              looked.addAll(unit.dropIns());
              unit.environmentFiles().forEach(f -> looked.add(f.replaceFirst("^-", "")));
            });
    return looked.stream()
        .filter(path -> path.startsWith("/"))
        .filter(path -> files.text(path).seen().filter(Redaction::inAddress).isPresent())
        .toList();
  }
}
