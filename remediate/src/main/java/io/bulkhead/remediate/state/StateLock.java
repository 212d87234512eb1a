package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.RemediationException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The lock of one host's changes: flock(2) on a held descriptor, so it dies with the process and is
 * never stale.
 */
public final class StateLock implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String INFO = "lock.info";
  private static final int INFO_LIMIT = 8192;
  private static final int AFTER_NAME_STARTED = 19;

  private final Folder state;
  private final int fd;

  private StateLock(Folder state, int fd) {
    this.state = state;
    this.fd = fd;
  }

  /**
   * Who holds the lock.
   *
   * @param startedTicks when it was started, in clock ticks since boot: with the pid it names one
   *     process, whatever the wall clock does
   * @param since RFC 3339 UTC
   */
  public record Holder(long pid, long startedTicks, String since, String command) {
    /** True if that very process is still there. */
    public boolean alive() {
      return startedTicks != 0 && started(pid) == startedTicks;
    }

    /** True if that very process was stopped by a signal, such as Ctrl-Z, and does not go on. */
    public boolean stopped() {
      return alive() && stat(pid).startsWith("T");
    }

    /** Kills that very process, if it is still there. */
    public void kill() {
      if (alive()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Takes the lock at once or refuses with the holder's name. */
  public static StateLock take(Folder state, String command, Clock clock)
      throws RemediationException {
    try {
      int fd = openLock(state);
      boolean taken = false;
      try {
        if (!state.sys().lock(fd)) {
          throw busy(state);
        }
        StateLock lock = new StateLock(state, fd);
        lock.tell(command, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        taken = true;
        return lock;
      } finally {
        if (!taken) {
          state.sys().close(fd);
        }
      }
    } catch (SysException e) {
      throw new RemediationException(
          Kind.BEFORE,
          "cannot take the lock in '" + state.path() + "': " + e.getMessage(),
          "df",
          e);
    }
  }

  /** What the last taker of the lock left; it need not hold it any more. */
  public static Optional<Holder> holder(Folder state) throws SysException {
    return state.read(INFO, INFO_LIMIT).flatMap(StateLock::parse);
  }

  private static int openLock(Folder state) throws SysException {
    Sys sys = state.sys();
    if (!state.has(LOCK)) {
      try {
        return sys.create(state.fd(), LOCK);
      } catch (SysException e) {
        if (!e.is(Errno.EEXIST)) {
          throw e;
        }
      }
    }
    return sys.openAppend(state.fd(), LOCK);
  }

  /** For other people's messages only, so a full disk does not stop the holder. */
  private void tell(String command, Instant since) {
    long self = ProcessHandle.current().pid();
    String text =
        self + "\n" + started(self) + "\n" + since + "\n" + command.replace('\n', ' ') + "\n";
    try {
      state.remove(INFO);
      int file = state.sys().create(state.fd(), INFO);
      try {
        state.sys().write(file, text.getBytes(StandardCharsets.UTF_8));
      } finally {
        state.sys().close(file);
      }
    } catch (SysException e) {
      // the next one reads "another process"
    }
  }

  /** Field 22 of proc_pid_stat(5); 0 if there is no such process. */
  private static long started(long pid) {
    String[] fields = stat(pid).split(" ", -1);
    try {
      return fields.length <= AFTER_NAME_STARTED ? 0 : Long.parseLong(fields[AFTER_NAME_STARTED]);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** What follows the name in /proc/PID/stat, from the state on; empty if nothing is there. */
  private static String stat(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).stripLeading();
    } catch (IOException e) {
      return "";
    }
  }

  private static Optional<Holder> parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    try {
      return lines.length < 5
          ? Optional.empty()
          : Optional.of(
              new Holder(Long.parseLong(lines[0]), Long.parseLong(lines[1]), lines[2], lines[3]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static RemediationException busy(Folder state) throws SysException {
    Optional<Holder> holder = holder(state);
    String who =
        holder
            .map(h -> "process %d ('%s', since %s)".formatted(h.pid(), h.command(), h.since()))
            .orElse("another process");
    return new RemediationException(
        Kind.BUSY,
        who + " holds the lock '" + state.path() + "/" + LOCK + "'; nothing was changed",
        holder.map(h -> "ps -fp " + h.pid()).orElse("try again in a moment"));
  }

  /** Gives the lock free. */
  @Override
  public void close() {
    try {
      state.remove(INFO);
    } catch (SysException e) {
      // only a message is lost; the lock itself goes with the descriptor
    }
    state.sys().close(fd);
  }
}
