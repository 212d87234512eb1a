package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.Map;

/**
 * Writes values into the text of a daemon.json where they are missing. An engine keeps the old
 * value of a key that disappeared from the file over a reload, so going back needs the old value
 * spelled out for a moment.
 */
@FunctionalInterface
public interface ExplicitValues {
  /**
   * The file's bytes with every key of {@code values} present; {@code file} is empty if missing.
   */
  byte[] spelledOut(byte[] file, Map<String, ConfigValue> values);
}
