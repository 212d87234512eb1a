package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.SysException;
import java.util.Optional;

/** One MiB kept aside, given back when going back meets a full disk. */
public final class Ballast {
  private static final String NAME = "ballast";
  private static final int SIZE = 1 << 20;

  private Ballast() {}

  /** Makes it if it is missing; a disk too full for it is no reason to refuse work. */
  public static void fill(Folder state) {
    try {
      Optional<Stat> there = state.sys().stat(state.fd(), NAME);
      if (there.isPresent() && there.get().size() == SIZE) {
        return;
      }
      state.remove(NAME);
      int file = state.sys().create(state.fd(), NAME);
      try {
        state.sys().allocate(file, SIZE);
      } catch (SysException e) {
        state.remove(NAME);
      } finally {
        state.sys().close(file);
      }
    } catch (SysException e) {
      // without it a full disk costs the journal's closing records, never the way back
    }
  }

  /** Gives its space back. */
  public static void release(Folder state) {
    try {
      state.remove(NAME);
    } catch (SysException e) {
      // what follows meets the full disk and says so
    }
  }
}
