package io.bulkhead.audit.checks.facts;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A daemon setting as it counts now: what the running daemon uses or, where none runs, what the
 * next start would use.
 *
 * @param key as in daemon.json
 * @param reading never {@code assumed}: that is unreadable here
 * @param pending true if the value is that of the next start
 */
public record Effective(String key, Reading<ConfigValue> reading, boolean pending) {
  public static Effective of(HostSnapshot host, String key) {
    Daemon.Setting setting = host.daemon().setting(key);
    boolean pending = Presence.notRunning(host);
    Reading<ConfigValue> value = pending ? setting.nextStart() : setting.running();
    return new Effective(key, Trusted.reading(value), pending);
  }

  /** The value of the next start, whatever runs now. */
  public static Effective next(HostSnapshot host, String key) {
    return new Effective(key, Trusted.reading(host.daemon().setting(key).nextStart()), true);
  }

  /**
   * A setting that must last: a next start without it decides, for whatever runs now ends with it.
   *
   * @param lax true for a value that does not protect
   */
  public static Effective lasting(HostSnapshot host, String key, Predicate<ConfigValue> lax) {
    Effective now = of(host, key);
    return now.reading().seen().filter(lax).isPresent() ? now : laxNext(host, key, lax).orElse(now);
  }

  /** The value of the next start, if it is another one than runs and does not protect. */
  public static Optional<Effective> laxNext(
      HostSnapshot host, String key, Predicate<ConfigValue> lax) {
    return Optional.of(next(host, key)).filter(n -> n.reading().seen().filter(lax).isPresent());
  }

  /** The words {@code at the next start} where they are true, with a blank before them. */
  public String when() {
    return pending ? " at the next start" : "";
  }

  /** True if it was seen to be JSON true. */
  public boolean isTrue() {
    return reading.seen().filter(ConfigValue::isTrue).isPresent();
  }

  /** The text of a seen value, empty for an unset or unseen one. */
  public String text() {
    return reading
        .seen()
        .filter(value -> !(value instanceof ConfigValue.Null))
        .map(ConfigValue::text)
        .orElse("");
  }

  /** Undetermined because the value was not seen or is only assumed. */
  public Ground unseen(String subject, Reading.Unreadable<?> hidden, Evidence... seenBefore) {
    boolean assumed = reading.origin().strength() == Strength.ASSUMED;
    Ground plain = Grounds.unseen(subject, hidden, seenBefore);
    String says = assumed ? key + " was not seen: " + hidden.reason() : plain.says();
    return new Ground(subject, plain.outcome(), says, plain.evidence());
  }

  /** The same as the verdict on the host. */
  public Verdict undetermined(Reading.Unreadable<?> hidden) {
    return Verdict.over(List.of(unseen("", hidden)), "");
  }

  /** What was read. */
  public Evidence evidence() {
    return reading.fold(
        seen -> Evidence.of(seen.origin(), key + ": " + seen.value()),
        none -> Evidence.of(none.origin(), key + " is not set"),
        unseen -> Evidence.of(unseen.origin(), unseen.reason()));
  }
}
