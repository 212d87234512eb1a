package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What was done while nobody looked, kept until somebody does. */
final class News {
  private static final int LIMIT = 64 << 10;

  private News() {}

  /** Keeps sentences; they are for people, so a full disk loses them only. */
  static void keep(Folder state, List<String> lines) {
    try {
      state.write(StateDirectory.NEWS, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    } catch (SysException e) {
      // the history says the same
    }
  }

  /** The sentences kept; empty if there are none. */
  static List<String> read(Folder state) throws SysException {
    return state
        .read(StateDirectory.NEWS, LIMIT)
        .map(bytes -> List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)))
        .orElse(List.of());
  }

  /** They were told. */
  static void forget(Folder state) {
    try {
      state.remove(StateDirectory.NEWS);
    } catch (SysException e) {
      // told once more
    }
  }
}
