package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Stat;
import io.bulkhead.kernel.files.SysException;
import java.util.Optional;

/**
 * One MiB kept aside, given back when going back meets a full disk: telling the engine to go back
 * can take a file for a moment, and the journal its closing records.
 */
public final class Ballast {
  private static final String NAME = "ballast";
  private static final int SIZE = 1 << 20;

  private Ballast() {}

  /**
   * Makes it if it is missing.
   *
   * @return false if the disk has no room for it; a file system that cannot set space aside counts
   *     as having room
   */
  public static boolean fill(Folder state) {
    try {
      Optional<Stat> there = state.sys().stat(state.fd(), NAME);
      if (there.isPresent() && there.get().size() == SIZE) {
        return true;
      }
      state.remove(NAME);
      return allocated(state);
    } catch (SysException e) {
      return !full(e);
    }
  }

  private static boolean allocated(Folder state) throws SysException {
    int file = state.sys().create(state.fd(), NAME);
    try {
      state.sys().allocate(file, SIZE);
      return true;
    } catch (SysException e) {
      state.remove(NAME);
      throw e;
    } finally {
      state.sys().close(file);
    }
  }

  /** True if a call failed for want of room, by the disk's size or by a quota. */
  public static boolean full(SysException e) {
    return e.is(Errno.ENOSPC) || e.is(Errno.EDQUOT);
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
