package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostFiles;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A rule file that ends with {@code -e 2}, see auditctl(8): whoever loads the rules locks them, and
 * from then on the kernel takes no others until it is booted. augenrules(8) loads that line last.
 */
final class AuditLock {
  private static final String DIRECTORY = "/etc/audit/rules.d";
  private static final Pattern LOCK = Pattern.compile("(?m)^\\s*-e\\s*2\\s*$");

  private AuditLock() {}

  /** Why rules that are loaded now cannot be taken back; empty if they can. */
  static Optional<String> of(HostFiles files) {
    List<String> names = files.list(DIRECTORY).seen().orElse(List.of());
    return names.stream()
        .filter(name -> name.endsWith(".rules"))
        .map(name -> DIRECTORY + "/" + name)
        .filter(path -> files.text(path).seen().filter(t -> LOCK.matcher(t).find()).isPresent())
        .findFirst()
        .map(
            path ->
                "'-e 2' in "
                    + path
                    + " locks the audit rules once they are loaded: the kernel keeps them until the"
                    + " next boot, whatever is done before it");
  }
}
