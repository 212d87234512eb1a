package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.util.List;
import java.util.Optional;

/** A held directory of our own. Names are single components; nothing follows a link. */
public final class Folder implements AutoCloseable {
  private final Sys sys;
  private final int fd;
  private final String path;

  Folder(Sys sys, int fd, String path) {
    this.sys = sys;
    this.fd = fd;
    this.path = path;
  }

  public Sys sys() {
    return sys;
  }

  public int fd() {
    return fd;
  }

  /** For messages. */
  public String path() {
    return path;
  }

  /** Opens a directory in it. */
  public Folder sub(String name) throws SysException {
    return new Folder(sys, sys.openDirectory(fd, name), path + "/" + name);
  }

  /** Makes a directory in it, durable, unless there is one. */
  public void make(String name) throws SysException {
    make(sys, fd, name, 0700);
  }

  /** Makes a directory where none is; another process that starts too may make it meanwhile. */
  static void make(Sys sys, int parent, String name, int mode) throws SysException {
    if (sys.stat(parent, name).isPresent()) {
      return;
    }
    try {
      sys.mkdir(parent, name, mode);
    } catch (SysException e) {
      if (!e.is(Errno.EEXIST)) {
        throw e;
      }
    }
    sys.fsync(parent);
  }

  public boolean has(String name) throws SysException {
    return sys.stat(fd, name).isPresent();
  }

  public List<String> names() throws SysException {
    return sys.list(fd);
  }

  /** A file's bytes; empty if there is none. */
  public Optional<byte[]> read(String name, int limit) throws SysException {
    int file;
    try {
      file = sys.open(fd, name);
    } catch (SysException e) {
      if (e.is(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw e;
    }
    try {
      return Optional.of(sys.read(file, limit));
    } finally {
      sys.close(file);
    }
  }

  /** Writes a new file, flushed together with its name; an older one of this name is dropped. */
  public void write(String name, byte[] bytes) throws SysException {
    remove(name);
    int file = sys.create(fd, name);
    try {
      sys.write(file, bytes);
      sys.fsync(file);
    } finally {
      sys.close(file);
    }
    sys.fsync(fd);
  }

  /** Removes a file if it is there; not flushed. */
  public void remove(String name) throws SysException {
    if (has(name)) {
      sys.unlink(fd, name);
    }
  }

  /** Removes a directory with the files in it if it is there. */
  public void removeTree(String name) throws SysException {
    if (!has(name)) {
      return;
    }
    try (Folder folder = sub(name)) {
      for (String file : folder.names()) {
        folder.remove(file);
      }
    }
    sys.rmdir(fd, name);
  }

  public void flush() throws SysException {
    sys.fsync(fd);
  }

  @Override
  public void close() {
    sys.close(fd);
  }
}
