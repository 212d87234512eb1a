package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Proposal.Manual;
import io.bulkhead.remediate.Remedy;
import io.bulkhead.remediate.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes words that switch protections off from the lines of GRUB's files that the probe of the
 * command line has seen them in. Other boot loaders, and words that only a person can judge, are
 * left to the operator.
 */
record GrubParameters(CheckId cures) implements Remedy {
  private static final String PROBE = "kernel.cmdline_weakening";
  private static final String FILES = "/etc/default/grub";

  @Override
  public List<Proposal> propose(HostSnapshot host, Verdict failed) {
    Optional<Manual> elsewhere = KernelOwner.elsewhere(host);
    if (elsewhere.isPresent()) {
      return List.of(elsewhere.get());
    }
    ProbeResult probe = host.probe(PROBE);
    List<String> words = words(probe.value());
    List<Edit> edits = new ArrayList<>();
    List<String> left = new ArrayList<>(words);
    for (ProbeResult.Seen seen : probe.evidence()) {
      String line = seen.said();
      if (seen.origin().source().startsWith(FILES)) {
        String without = without(line, words);
        if (!without.equals(line)) {
          edits.add(new Edit.Line(seen.origin().source(), line, without));
          left.removeIf(word -> has(line, word));
        }
      }
    }
    if (probe.judgement() != Judgement.FAIL || edits.isEmpty() || !left.isEmpty()) {
      return List.of(byHand(left.isEmpty() ? words : left));
    }
    return List.of(
        new Proposal.Fix(
            edits,
            EngineAction.Kind.NONE,
            Access.NONE,
            new Undo.Exact(),
            "mitigations cost speed on old processors; a security module that is on again confines"
                + " services, and SELinux first labels all files",
            List.of(
                "takes effect with the next boot, and so does the undo; reboot when it suits you")));
  }

  private static Manual byHand(List<String> words) {
    String all = String.join(" ", words);
    return new Manual(
        "GRUB's files do not set it, or not any more: then the next boot is without it; or it takes a"
            + " person to judge what depends on it",
        List.of(
            "find where the boot loader gets it: " + all,
            "grubby --update-kernel=ALL --remove-args=\"" + all + "\"   (Red Hat and kin)",
            "reboot, then bulkhead audit --only KRN-009"));
  }

  private static List<String> words(ConfigValue value) {
    return value instanceof ConfigValue.Items items
        ? items.values().stream().map(ConfigValue::text).toList()
        : List.of(value.text());
  }

  private static boolean has(String line, String word) {
    return !without(line, List.of(word)).equals(line);
  }

  /** The line without the words; all else in it, blanks and quotes too, stays. */
  private static String without(String line, List<String> words) {
    String text = line;
    for (String word : words) {
      String quoted = Pattern.quote(word);
      text = text.replaceAll("(?<=[\"'=])" + quoted + "(\\s+|(?=[\"']|$))", "");
      text = text.replaceAll("\\s+" + quoted + "(?=[\\s\"']|$)", "");
    }
    return text;
  }
}
