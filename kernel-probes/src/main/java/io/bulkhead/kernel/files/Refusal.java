package io.bulkhead.kernel.files;

import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns what NIO throws into readings: certainly not there, or not to be seen and why. */
final class Refusal {
  private Refusal() {}

  /** A look at a file that may be refused. */
  interface Look<T> {
    Reading<T> take(Origin origin) throws IOException;
  }

  static <T> Reading<T> reading(String path, Inside inside, Look<T> look) {
    Origin origin = Origin.observed(path);
    try {
      return look.take(origin);
    } catch (NoSuchFileException e) {
      return Reading.absent(origin);
    } catch (DirectoryIteratorException e) {
      IOException cause = e.getCause();
      return Reading.unreadable(origin, cause == null ? "not readable" : reason(cause));
    } catch (NotDirectoryException | NotLinkException e) {
      return Reading.unreadable(origin, reason(e));
    } catch (AccessDeniedException e) {
      return Reading.unreadable(origin, "permission denied");
    } catch (FileSystemException e) {
      return blocked(path, inside) ? Reading.absent(origin) : Reading.unreadable(origin, reason(e));
    } catch (IOException e) {
      return Reading.unreadable(origin, reason(e));
    }
  }

  /** ENOTDIR has no exception of its own: a file stands where a directory would have to. */
  private static boolean blocked(String path, Inside inside) {
    try {
      return Inside.blocked(inside.find(path, true));
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (e instanceof NotLinkException) {
      return "not a symbolic link";
    }
    String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return lowerFirst(text == null ? e.getClass().getSimpleName() : text);
  }

  /** The C library's "No such process" in the middle of our sentences. */
  private static String lowerFirst(String text) {
    boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
    return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
  }

  /** For {@link Path}s that are only known by text. */
  static FileSystemException because(String path, @Nullable String reason) {
    return new FileSystemException(path, null, reason);
  }
}
