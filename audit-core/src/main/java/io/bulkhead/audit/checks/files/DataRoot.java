package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.checks.facts.PathText;
import io.bulkhead.audit.checks.facts.Presence;
import io.bulkhead.audit.checks.files.FileRule.Ruling;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.WellKnownPaths;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory where the engine keeps everything, the directories in it that hold files of
 * containers, and containerd's. Others may pass through the data root on their way to a volume,
 * never into layers: set-user-id programs of every image lie there, see CVE-2021-41091.
 */
final class DataRoot {
  private static final int OTHERS = 07;
  private static final ModeLimit PASSABLE = new ModeLimit(0711);
  private static final ModeLimit CLOSED = new ModeLimit(0710);

  /** Below the usual place, named by the ids that container root is mapped to: 100000.100000. */
  private static final Pattern REMAPPED = Pattern.compile("/(\\d{1,10})\\.\\d{1,10}$");

  private DataRoot() {}

  static Chosen on(HostSnapshot host) {
    if (Presence.elsewhere(host)) {
      return Chosen.unseen(FileSets.ELSEWHERE);
    }
    String root = path(host);
    List<String> paths = new ArrayList<>(List.of(root));
    boolean closed = host.file(root).seen().filter(s -> (s.mode() & OTHERS) == 0).isPresent();
    for (String name : WellKnownPaths.DATA_PARTS) {
      Reading<FileStat> part = host.file(root + "/" + name);
      if (part.fold(seen -> true, none -> false, unseen -> !closed)) {
        paths.add(root + "/" + name);
      }
    }
    paths.add(WellKnownPaths.CONTAINERD_ROOT);
    return Chosen.of(paths, "there is no " + root);
  }

  /** As the engine says, else the usual one. */
  private static String path(HostSnapshot host) {
    return host.engine()
        .info()
        .seen()
        .map(Engine.Info::dockerRootDir)
        .filter(told -> !told.isEmpty())
        .orElse(WellKnownPaths.DATA_ROOT);
  }

  /** Layers and containers are for nobody else; older engines let mapped root pass as "others". */
  static Ruling mode(HostSnapshot host, FileStat file) {
    String root = path(host);
    boolean part = PathText.parent(file.path()).equals(root);
    boolean passable = !part || file.path().endsWith("/volumes") || REMAPPED.matcher(root).find();
    return (passable ? PASSABLE : CLOSED).judge(host, file);
  }

  /** Root, the user of the engine, or what container root is mapped to. */
  static Ruling owner(HostSnapshot host, FileStat file) {
    Matcher mapped = REMAPPED.matcher(path(host));
    return mapped.find() && mapped.group(1).equals(String.valueOf(file.uid()))
        ? Ruling.good("owner is " + file.owner() + ", what container root is mapped to")
        : Owners.engineUser(host, file);
  }
}
