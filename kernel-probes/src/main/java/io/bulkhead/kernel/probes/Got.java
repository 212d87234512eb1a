package io.bulkhead.kernel.probes;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one look: a value, or the error by its name in errno(3).
 *
 * @param value null if and only if there is an error
 * @param error {@code ENOENT} and the like, {@link #NO_DATA}, {@link #EMPTY} or a sentence part;
 *     empty if there is a value
 */
public record Got<T>(@Nullable T value, String error) {
  /** Nobody could make the look: no system calls here, no permission to try. */
  public static final String NO_DATA = "NO_DATA";

  /** The file is there and holds nothing, as files masked by a container engine do. */
  public static final String EMPTY = "EMPTY";

  public static <T> Got<T> of(T value) {
    return new Got<>(value, "");
  }

  public static <T> Got<T> error(String name) {
    return new Got<>(null, name);
  }

  public boolean seen() {
    return value != null;
  }

  /** Certainly not there. */
  public boolean absent() {
    return error.equals("ENOENT") || error.equals("ENOTDIR");
  }

  public boolean denied() {
    return error.equals("EACCES") || error.equals("EPERM");
  }

  public boolean is(String errorName) {
    return error.equals(errorName);
  }

  /** The value; to be asked for only where {@link #seen()} holds. */
  public T get() {
    if (value == null) {
      throw new IllegalStateException("no value: " + error);
    }
    return value;
  }

  public Optional<T> optional() {
    return Optional.ofNullable(value);
  }

  public T or(T other) {
    return value == null ? other : value;
  }

  public <R> Got<R> map(Function<? super T, ? extends R> f) {
    return value == null ? error(error) : of(f.apply(value));
  }

  public <R> Got<R> then(Function<? super T, Got<R>> f) {
    return value == null ? error(error) : f.apply(value);
  }

  /** The error in words, for a sentence. */
  public String why() {
    return switch (error) {
      case "ENOENT", "ENOTDIR" -> "not there";
      case "EACCES" -> "permission denied";
      case "EPERM" -> "operation not permitted";
      case "EINVAL" -> "invalid argument";
      case "ESRCH" -> "the process is gone";
      case "ENOSYS" -> "the kernel has no such system call";
      case "EOPNOTSUPP" -> "not supported";
      case "ENODATA" -> "no such attribute";
      case "ECONNREFUSED" -> "connection refused";
      case EMPTY -> "empty";
      case NO_DATA -> "could not be asked";
      default -> error;
    };
  }
}
