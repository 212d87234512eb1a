package io.bulkhead.it;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything a rollback promises to restore of some files and directories, as text: presence, type,
 * mode, owner, bytes, extended attributes, and the time of change of all but directories.
 */
public final class Footprint {
  private static final String SCRIPT =
      """
      for path; do
        if [ ! -e "$path" ] && [ ! -L "$path" ]; then echo "$path absent"; continue; fi
        find "$path" -type d -printf '%p %y %m %U:%G\\n' -o -printf '%p %y %m %U:%G %n %s %T@ %l\\n' | LC_ALL=C sort
        find "$path" -type f -exec sha256sum {} + | LC_ALL=C sort -k 2
        getfattr --absolute-names -R -P -h -d -m - -- "$path" 2>/dev/null
      done
      """;

  private Footprint() {}

  /** The footprint on this machine. */
  public static String of(Path... paths) {
    return Run.command(command(Arrays.stream(paths).map(Path::toString).toList())).text();
  }

  /** The same without times: what is applied twice has two times. */
  public static String withoutTimes(String footprint) {
    return footprint.replaceAll(" \\d+\\.\\d+ ?(?=\n|$)", "");
  }

  /** The command whose output is the footprint, to be run anywhere. */
  public static List<String> command(List<String> paths) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    command.addAll(paths);
    return command;
  }
}
