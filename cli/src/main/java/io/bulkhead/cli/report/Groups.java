package io.bulkhead.cli.report;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings by the group of their check: worst group first, worst finding first. */
public final class Groups {
  private Groups() {}

  public static String title(String group) {
    return switch (group) {
      case "HST" -> "Host";
      case "DMN" -> "Daemon";
      case "FIL" -> "Files";
      case "IMG" -> "Images";
      case "CTR" -> "Containers";
      case "NET" -> "Networks";
      case "VOL" -> "Volumes";
      case "SWM" -> "Swarm";
      case "RTL" -> "Rootless";
      case "KRN" -> "Kernel";
      case "CLI" -> "Client";
      default -> group;
    };
  }

  public static Map<String, List<Finding>> of(List<Finding> findings) {
    List<Finding> sorted = new ArrayList<>(findings);
    sorted.sort(
        Comparator.comparing((Finding f) -> rank(f.verdict().outcome()))
            .thenComparing(f -> f.check().severity(), Comparator.reverseOrder())
            .thenComparing(f -> f.check().id()));
    // the first finding of a group in this order is its worst, so the groups come out sorted too
    Map<String, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : sorted) {
      groups.computeIfAbsent(finding.check().id().group(), g -> new ArrayList<>()).add(finding);
    }
    return groups;
  }

  /** Neighbours that could not be judged for the same reason, together; all others alone. */
  static List<List<Finding>> alike(List<Finding> findings) {
    Map<Object, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : findings) {
      boolean unseen = finding.verdict().outcome() == Outcome.UNDETERMINED;
      Object key = unseen ? sentences(finding) : finding.check().id();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(finding);
    }
    return List.copyOf(groups.values());
  }

  private static List<String> sentences(Finding finding) {
    List<String> sentences = new ArrayList<>();
    finding.verdict().grounds().forEach(g -> sentences.add(g.subject() + ": " + g.says()));
    return sentences;
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case FAIL -> 0;
      case UNDETERMINED -> 1;
      case MANUAL -> 2;
      case WAIVED -> 3;
      case PASS -> 4;
      case NOT_APPLICABLE -> 5;
    };
  }
}
