package io.bulkhead.kernel.probes.auditing;

import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import io.bulkhead.kernel.probes.Look;
import java.util.ArrayList;
import java.util.List;

/** The files of rules that augenrules(8) loads. */
final class AuditFiles {
  private static final String DIRECTORY = "/etc/audit/rules.d";
  private static final String WHOLE = "/etc/audit/audit.rules";

  private AuditFiles() {}

  /** The rules that the next boot loads. */
  static Got<List<AuditRule>> read(Look look) {
    Got<List<String>> names = look.list(DIRECTORY);
    List<String> paths = new ArrayList<>();
    names.or(List.of()).stream()
        .filter(n -> n.endsWith(".rules"))
        .forEach(n -> paths.add(DIRECTORY + "/" + n));
    if (paths.isEmpty()) {
      paths.add(WHOLE);
    }
    if (!names.seen() && !names.absent()) {
      return Got.error(names.error());
    }
    List<String> lines = new ArrayList<>();
    for (String path : paths) {
      Got<String> text = look.raw(path);
      look.note(path, text.seen() ? text.get().lines().count() + " lines" : text.why());
      if (!text.seen() && !text.absent()) {
        return Got.error(text.error());
      }
      text.or("").lines().forEach(lines::add);
    }
    return Got.of(RuleList.of(lines));
  }
}
