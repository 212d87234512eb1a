package io.bulkhead.kernel.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Passes calls on, writes down the mutating ones and breaks on demand: an error number at the n-th
 * mutating call, or the end of the process before or inside it. Mutating are all calls that change
 * the disk or promise that a change is on it (fsync); opening for reading and locking are not.
 */
public final class RecordingSys implements Sys {
  /** The machine lost power: nothing after this happened. An Error, so that nobody swallows it. */
  public static final class PowerOff extends Error {
    private static final long serialVersionUID = 1L;

    PowerOff(String before) {
      super("power off at " + before);
    }
  }

  private enum Trouble {
    NONE,
    ERROR,
    ERROR_FROM,
    POWER_OFF_BEFORE,
    POWER_OFF_INSIDE
  }

  /** A call that may fail. */
  private interface Call<T> {
    T make() throws SysException;
  }

  private final Sys real;
  private final List<String> calls = new ArrayList<>();
  private final TreeSet<Integer> open = new TreeSet<>();
  private Trouble trouble = Trouble.NONE;
  private int at;
  private int errno;
  private boolean off;

  public RecordingSys(Sys real) {
    this.real = real;
  }

  /** Lets the {@code nth} mutating call from now (1 is the next) fail with an error number. */
  public RecordingSys failing(int nth, int errorNumber) {
    errno = errorNumber;
    return plan(Trouble.ERROR, nth);
  }

  /** Lets the {@code nth} mutating call from now and all later ones fail with an error number. */
  public RecordingSys failingFrom(int nth, int errorNumber) {
    errno = errorNumber;
    return plan(Trouble.ERROR_FROM, nth);
  }

  /** Ends the process before the {@code nth} mutating call from now; every later call as well. */
  public RecordingSys powerOffBefore(int nth) {
    return plan(Trouble.POWER_OFF_BEFORE, nth);
  }

  /**
   * Ends the process inside the {@code nth} mutating call from now: a write leaves its first half,
   * any other call is done but nobody learns of it.
   */
  public RecordingSys powerOffInside(int nth) {
    return plan(Trouble.POWER_OFF_INSIDE, nth);
  }

  private RecordingSys plan(Trouble kind, int nth) {
    trouble = kind;
    at = calls.size() + nth;
    return this;
  }

  /** The mutating calls so far, for example {@code fsync 7} or {@code exchange 5 a b}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many mutating calls were tried. */
  public int mutations() {
    return calls.size();
  }

  /** Descriptors that were opened through this object and not closed. */
  public List<Integer> openDescriptors() {
    return List.copyOf(open);
  }

  /** True once the power is off. */
  public boolean isOff() {
    return off;
  }

  /** Closes what the dead process held open, as the kernel would; locks go with it. */
  public void bury() {
    open.forEach(real::close);
    open.clear();
  }

  private <T> T looking(Call<T> call) throws SysException {
    if (off) {
      throw new PowerOff("a later call");
    }
    return call.make();
  }

  private int opening(Call<Integer> call) throws SysException {
    int fd = looking(call);
    open.add(fd);
    return fd;
  }

  private <T> T changing(Call<T> call, Call<?> half, String name, Object... arguments)
      throws SysException {
    if (off) {
      throw new PowerOff("a later call");
    }
    StringBuilder line = new StringBuilder(name);
    Arrays.stream(arguments).forEach(a -> line.append(' ').append(a));
    calls.add(line.toString());
    boolean sticky = trouble == Trouble.ERROR_FROM && calls.size() > at;
    if (trouble == Trouble.NONE || (calls.size() != at && !sticky)) {
      return call.make();
    }
    if (trouble == Trouble.ERROR || trouble == Trouble.ERROR_FROM) {
      throw new SysException(name, line.toString(), errno);
    }
    off = true;
    if (trouble == Trouble.POWER_OFF_INSIDE) {
      half.make();
    }
    throw new PowerOff(line.toString());
  }

  /** A change without a result. */
  private interface Action {
    void make() throws SysException;
  }

  private void change(Action action, String name, Object... arguments) throws SysException {
    Call<Boolean> call =
        () -> {
          action.make();
          return true;
        };
    changing(call, call, name, arguments);
  }

  @Override
  public int openDirectory(String absolutePath) throws SysException {
    return opening(() -> real.openDirectory(absolutePath));
  }

  @Override
  public int openDirectory(int directory, String name) throws SysException {
    return opening(() -> real.openDirectory(directory, name));
  }

  @Override
  public int open(int directory, String name) throws SysException {
    return opening(() -> real.open(directory, name));
  }

  @Override
  public int openAppend(int directory, String name) throws SysException {
    return opening(() -> real.openAppend(directory, name));
  }

  @Override
  public int create(int directory, String name) throws SysException {
    Call<Integer> call = () -> opening(() -> real.create(directory, name));
    Call<Integer> half =
        () -> {
          int fd = real.create(directory, name);
          open.add(fd);
          return fd;
        };
    return changing(call, half, "create", directory, name);
  }

  @Override
  public int openHandle(int directory, String name) throws SysException {
    return opening(() -> real.openHandle(directory, name));
  }

  @Override
  public void close(int fd) {
    // a dead process closes nothing by itself; bury() does it for all
    if (!off && open.remove(fd)) {
      real.close(fd);
    }
  }

  @Override
  public byte[] read(int fd, int limit) throws SysException {
    return looking(() -> real.read(fd, limit));
  }

  @Override
  public void write(int fd, byte[] bytes) throws SysException {
    Call<Boolean> whole =
        () -> {
          real.write(fd, bytes);
          return true;
        };
    Call<Boolean> half =
        () -> {
          real.write(fd, Arrays.copyOf(bytes, bytes.length / 2));
          return true;
        };
    changing(whole, half, "write", fd, bytes.length);
  }

  @Override
  public void truncate(int fd, long size) throws SysException {
    change(() -> real.truncate(fd, size), "truncate", fd, size);
  }

  @Override
  public void allocate(int fd, long size) throws SysException {
    change(() -> real.allocate(fd, size), "allocate", fd, size);
  }

  @Override
  public void fsync(int fd) throws SysException {
    change(() -> real.fsync(fd), "fsync", fd);
  }

  @Override
  public void fdatasync(int fd) throws SysException {
    change(() -> real.fdatasync(fd), "fdatasync", fd);
  }

  @Override
  public Stat stat(int fd) throws SysException {
    return looking(() -> real.stat(fd));
  }

  @Override
  public Optional<Stat> stat(int directory, String name) throws SysException {
    return looking(() -> real.stat(directory, name));
  }

  @Override
  public void exchange(int directory, String one, String other) throws SysException {
    change(() -> real.exchange(directory, one, other), "exchange", directory, one, other);
  }

  @Override
  public void renameNoReplace(int directory, String from, String to) throws SysException {
    change(() -> real.renameNoReplace(directory, from, to), "rename", directory, from, to);
  }

  @Override
  public void unlink(int directory, String name) throws SysException {
    change(() -> real.unlink(directory, name), "unlink", directory, name);
  }

  @Override
  public void mkdir(int directory, String name, int mode) throws SysException {
    change(() -> real.mkdir(directory, name, mode), "mkdir", directory, name);
  }

  @Override
  public void rmdir(int directory, String name) throws SysException {
    change(() -> real.rmdir(directory, name), "rmdir", directory, name);
  }

  @Override
  public void chmod(int fd, int mode) throws SysException {
    change(() -> real.chmod(fd, mode), "chmod", fd, Integer.toOctalString(mode));
  }

  @Override
  public void chown(int fd, long uid, long gid) throws SysException {
    change(() -> real.chown(fd, uid, gid), "chown", fd, uid, gid);
  }

  @Override
  public void setModified(int fd, long seconds, int nanos) throws SysException {
    change(() -> real.setModified(fd, seconds, nanos), "setModified", fd);
  }

  @Override
  public List<String> xattrs(int fd) throws SysException {
    return looking(() -> real.xattrs(fd));
  }

  @Override
  public byte[] xattr(int fd, String name) throws SysException {
    return looking(() -> real.xattr(fd, name));
  }

  @Override
  public void setXattr(int fd, String name, byte[] value) throws SysException {
    change(() -> real.setXattr(fd, name, value), "setXattr", fd, name);
  }

  @Override
  public void removeXattr(int fd, String name) throws SysException {
    change(() -> real.removeXattr(fd, name), "removeXattr", fd, name);
  }

  @Override
  public boolean lock(int fd) throws SysException {
    return looking(() -> real.lock(fd));
  }

  @Override
  public int inodeFlags(int fd) throws SysException {
    return looking(() -> real.inodeFlags(fd));
  }

  @Override
  public List<String> list(int directory) throws SysException {
    return looking(() -> real.list(directory));
  }

  @Override
  public boolean isTerminal(int fd) {
    return real.isTerminal(fd);
  }

  @Override
  public int terminalColumns(int fd) {
    return real.terminalColumns(fd);
  }

  @Override
  public long effectiveUid() {
    return real.effectiveUid();
  }
}
