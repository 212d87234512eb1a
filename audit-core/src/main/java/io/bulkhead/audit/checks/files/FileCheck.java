package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A row of the family of file checks: every file of a set must keep every rule. */
final class FileCheck implements Check {
  private final CheckMeta meta;
  private final FileSet files;
  private final List<FileRule> rules;

  FileCheck(CheckMeta meta, FileSet files, FileRule... rules) {
    this.meta = meta;
    this.files = files;
    this.rules = List.of(rules);
  }

  @Override
  public CheckMeta meta() {
    return meta;
  }

  @Override
  public Verdict judge(HostSnapshot host) {
    Chosen chosen = files.on(host);
    List<Ground> grounds = new ArrayList<>(chosen.others());
    Set<String> judged = new HashSet<>();
    for (String path : chosen.paths()) {
      host.file(path)
          .fold(
              seen -> !judged.add(seen.value().realPath()) || grounds.add(judge(host, path, seen)),
              none -> false,
              unseen -> grounds.add(Grounds.unseen(path, unseen)));
    }
    return Verdict.over(grounds, chosen.whenNone());
  }

  private Ground judge(HostSnapshot host, String path, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    List<FileRule.Ruling> rulings = rules.stream().map(rule -> rule.judge(host, file)).toList();
    Outcome worst =
        rulings.stream()
            .map(FileRule.Ruling::outcome)
            .min(java.util.Comparator.naturalOrder())
            .orElseThrow();
    String says =
        rulings.stream()
            .filter(ruling -> ruling.outcome() == worst)
            .map(FileRule.Ruling::says)
            .collect(Collectors.joining("; "));
    return new Ground(path, worst, says, List.of(evidence(path, seen)));
  }

  private static Evidence evidence(String path, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    String leads = file.realPath().equals(path) ? "" : ", leads to " + file.realPath();
    return Evidence.of(
        seen.origin(), file.octal() + " " + file.owner() + ":" + file.group() + leads);
  }
}
