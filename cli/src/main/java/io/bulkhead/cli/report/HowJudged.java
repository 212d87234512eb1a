package io.bulkhead.cli.report;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.cli.terminal.Escape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a check looked at on this host, and what each kind of source is worth. */
final class HowJudged {
  private static final int MOST = 6;

  private HowJudged() {}

  static List<String> of(Finding finding) {
    List<String> lines = new ArrayList<>(List.of(finding.check().condition()));
    long objects = finding.verdict().grounds().stream().filter(g -> !g.subject().isEmpty()).count();
    lines.add(
        objects == 0
            ? "once for the host"
            : "for each of "
                + objects
                + (objects == 1 ? " object" : " objects")
                + ": one that fails fails the check, one that was not seen keeps it from passing");
    sources(finding)
        .forEach((strength, sources) -> lines.add(worth(strength) + ": " + some(sources)));
    return lines;
  }

  /** Sources by strength; what differs from object to object is left out of their names. */
  private static Map<Strength, Set<String>> sources(Finding finding) {
    Map<Strength, Set<String>> sources = new EnumMap<>(Strength.class);
    for (Ground ground : finding.verdict().grounds()) {
      for (Evidence evidence : ground.evidence()) {
        sources
            .computeIfAbsent(evidence.strength(), s -> new LinkedHashSet<>())
            .add(general(evidence.source()));
      }
    }
    return sources;
  }

  private static String general(String source) {
    return Escape.field(source)
        .replaceAll("/proc/\\d+", "/proc/PID")
        .replaceAll("/[0-9a-f]{12,64}(?=/|$)", "/ID");
  }

  private static String some(Set<String> sources) {
    String shown = sources.stream().limit(MOST).collect(Collectors.joining(", "));
    return sources.size() > MOST ? shown + ", and " + (sources.size() - MOST) + " more" : shown;
  }

  private static String worth(Strength strength) {
    return switch (strength) {
      case OBSERVED -> "observed, which outweighs every claim";
      case DERIVED -> "follows from what was observed";
      case CLAIMED -> "claimed by a program or a file about itself";
      case ASSUMED -> "assumed, which is never enough to pass";
    };
  }
}
