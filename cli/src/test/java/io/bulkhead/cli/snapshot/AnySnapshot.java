package io.bulkhead.cli.snapshot;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Strength;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes snapshots with anything in every leaf, by walking the record components: a member added to
 * the snapshot is covered without a change here.
 */
final class AnySnapshot {
  private static final int DEEPEST = 3;

  private final SplittableRandom random;

  AnySnapshot(long seed) {
    random = new SplittableRandom(seed);
  }

  HostSnapshot host() {
    HostSnapshot any = (HostSnapshot) value(HostSnapshot.class);
    return new HostSnapshot(
        HostSnapshot.SCHEMA,
        any.vantage(),
        any.os(),
        any.kernel(),
        any.accounts(),
        any.files(),
        any.processes(),
        any.interiors(),
        any.imageFiles(),
        any.listeners(),
        any.daemonListeners(),
        any.engine(),
        any.daemon(),
        any.tls(),
        any.network(),
        any.clients(),
        any.probes(),
        any.auditTrail(),
        any.software());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return text();
    } else if (plain == int.class || plain == Integer.class) {
      return random.nextInt();
    } else if (plain == long.class || plain == Long.class) {
      return random.nextLong();
    } else if (plain == boolean.class || plain == Boolean.class) {
      return random.nextBoolean();
    } else if (plain == ConfigValue.class) {
      return config(0);
    } else if (plain.isEnum()) {
      return oneOf(List.of(plain.getEnumConstants()));
    } else if (plain.isRecord()) {
      return record(plain);
    }
    throw new IllegalStateException("no values of " + type);
  }

  private Object generic(ParameterizedType type) {
    Type[] parts = type.getActualTypeArguments();
    if (type.getRawType() == Reading.class) {
      return reading(parts[0]);
    } else if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(value(parts[0]));
      }
      return list;
    } else if (type.getRawType() == Map.class) {
      Map<Object, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        map.put(value(parts[0]), value(parts[1]));
      }
      return map;
    }
    throw new IllegalStateException("no values of " + type);
  }

  private Reading<Object> reading(Type content) {
    Origin origin = new Origin(text(), oneOf(List.of(Strength.values())));
    return switch (random.nextInt(4)) {
      case 0 -> Reading.absent(origin);
      case 1 -> Reading.unreadable(origin, text());
      default -> Reading.present(value(content), origin);
    };
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = value(components[i].getGenericType());
    }
    try {
      return type.getConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private ConfigValue config(int depth) {
    return switch (random.nextInt(depth >= DEEPEST ? 4 : 6)) {
      case 0 -> ConfigValue.of(random.nextBoolean());
      case 1 -> new ConfigValue.Num(random.nextBoolean() ? "1.40e3" : "-0");
      case 2 -> ConfigValue.of(text());
      case 3 -> new ConfigValue.Null();
      case 4 -> new ConfigValue.Items(items(depth + 1));
      default -> table(depth + 1);
    };
  }

  private List<ConfigValue> items(int depth) {
    List<ConfigValue> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      items.add(config(depth));
    }
    return items;
  }

  private ConfigValue table(int depth) {
    Map<String, ConfigValue> entries = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(text(), config(depth));
    }
    return new ConfigValue.Table(entries);
  }

  /** Nasty, but valid Unicode: half characters cannot stand in a file. */
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
      text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? ' ' : c);
    }
    return text.toString();
  }
}
