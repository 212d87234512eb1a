package io.bulkhead.audit.snapshot;

import java.util.Optional;
import java.util.function.Function;

/**
 * Three-valued evidence: seen, seen to be absent, or not seen. Nothing is ever replaced by 0, "" or
 * false: that is how a failed read becomes a pass.
 *
 * @param <T> the value when it was seen
 */
public sealed interface Reading<T> {
  /** Where it was looked for. */
  Origin origin();

  /** A value that was read. */
  record Present<T>(T value, Origin origin) implements Reading<T> {}

  /** It was looked for, and it is certain that it does not exist. */
  record Absent<T>(Origin origin) implements Reading<T> {}

  /**
   * It could not be seen.
   *
   * @param reason one sentence part: what stood in the way, for example {@code permission denied}
   */
  record Unreadable<T>(Origin origin, String reason) implements Reading<T> {}

  static <T> Reading<T> present(T value, Origin origin) {
    return new Present<>(value, origin);
  }

  static <T> Reading<T> absent(Origin origin) {
    return new Absent<>(origin);
  }

  static <T> Reading<T> unreadable(Origin origin, String reason) {
    return new Unreadable<>(origin, reason);
  }

  /** The one way to tell the three apart. */
  default <R> R fold(
      Function<Present<T>, R> seen,
      Function<Absent<T>, R> absent,
      Function<Unreadable<T>, R> unseen) {
    if (this instanceof Present<T> p) {
      return seen.apply(p);
    }
    if (this instanceof Absent<T> a) {
      return absent.apply(a);
    }
    return unseen.apply((Unreadable<T>) this);
  }

  /** The value if it was seen; empty both when absent and when unreadable. */
  default Optional<T> seen() {
    return fold(p -> Optional.of(p.value()), a -> Optional.empty(), u -> Optional.empty());
  }

  /** Applies {@code f} to a seen value; the other two pass through. */
  default <R> Reading<R> map(Function<? super T, ? extends R> f) {
    return fold(
        p -> new Present<>(f.apply(p.value()), p.origin()),
        a -> new Absent<>(a.origin()),
        u -> new Unreadable<>(u.origin(), u.reason()));
  }

  /** Continues with another reading; the other two pass through. */
  default <R> Reading<R> then(Function<Present<T>, Reading<R>> f) {
    return fold(f, a -> new Absent<>(a.origin()), u -> new Unreadable<>(u.origin(), u.reason()));
  }
}
