package io.bulkhead.kernel.probes;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as the snapshot carries them. */
public final class Values {
  private Values() {}

  public static ConfigValue of(@Nullable Object value) {
    if (value == null) {
      return new ConfigValue.Null();
    }
    if (value instanceof Boolean flag) {
      return ConfigValue.of((boolean) flag);
    }
    if (value instanceof Number number) {
      return new ConfigValue.Num(number.toString());
    }
    if (value instanceof List<?> list) {
      return new ConfigValue.Items(list.stream().map(Values::of).toList());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, ConfigValue> entries = new LinkedHashMap<>();
      map.forEach((key, member) -> entries.put(String.valueOf(key), of(member)));
      return new ConfigValue.Table(entries);
    }
    return new ConfigValue.Text(value.toString());
  }
}
