package io.bulkhead.remediate.apply;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.ExplicitValues;
import io.bulkhead.remediate.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Behaves as an engine does with its file: a reload takes over the keys that are there and keeps
 * the old value of keys that are not; a restart starts from the defaults.
 */
public final class FakeEngine implements EngineDriver, ExplicitValues {
  private static final Pattern KEY = Pattern.compile("\"([a-z-]+)\"\\s*:\\s*(true|false)");

  public final Map<String, ConfigValue> defaults = new LinkedHashMap<>();
  public final Map<String, ConfigValue> effective = new LinkedHashMap<>();
  final List<String> told = new ArrayList<>();
  private final Path file;
  boolean broken;
  boolean unhealthy;

  public FakeEngine(Path file) {
    this.file = file;
    defaults.put("icc", ConfigValue.of(true));
    defaults.put("live-restore", ConfigValue.of(false));
    effective.putAll(defaults);
    effective.putAll(read());
  }

  private Map<String, ConfigValue> read() {
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    try {
      Matcher matcher = KEY.matcher(Files.exists(file) ? Files.readString(file) : "");
      while (matcher.find()) {
        values.put(matcher.group(1), ConfigValue.of(Boolean.parseBoolean(matcher.group(2))));
      }
      return values;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] spelledOut(byte[] bytes, Map<String, ConfigValue> values) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    StringBuilder missing = new StringBuilder();
    values.forEach(
        (key, value) -> {
          if (!text.contains('"' + key + '"')) {
            missing.append('"').append(key).append("\": ").append(value).append(", ");
          }
        });
    if (missing.isEmpty()) {
      return bytes;
    }
    String all = text.isEmpty() ? "{" + missing + "}" : text.replaceFirst("\\{", "{" + missing);
    return all.replace(", }", "}").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    told.add("reload");
    fail();
    effective.putAll(read());
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    told.add("restart");
    fail();
    effective.clear();
    effective.putAll(defaults);
    effective.putAll(read());
  }

  private void fail() throws EngineFailed {
    if (broken) {
      throw new EngineFailed("failed to start daemon: no pool");
    }
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    if (unhealthy) {
      unhealthy = false;
      throw new EngineFailed("docker does not answer");
    }
    for (Map.Entry<String, ConfigValue> wanted : action.intended().entrySet()) {
      if (!wanted.getValue().equals(effective.get(wanted.getKey()))) {
        throw new EngineFailed(
            wanted.getKey() + " is " + effective.get(wanted.getKey()) + ", not " + wanted);
      }
    }
    return "docker answers";
  }

  @Override
  public Standing standing(EngineAction action) {
    boolean before = shows(action.previous());
    boolean after = shows(action.intended());
    if (before == after) {
      return Standing.OTHER;
    }
    return before ? Standing.BEFORE : Standing.AFTER;
  }

  private boolean shows(Map<String, ConfigValue> values) {
    return values.entrySet().stream()
        .allMatch(value -> value.getValue().equals(effective.get(value.getKey())));
  }
}
