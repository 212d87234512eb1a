package io.bulkhead.crash;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.remediate.EngineAction;
import io.bulkhead.remediate.EngineDriver;
import io.bulkhead.remediate.ExplicitValues;
import io.bulkhead.remediate.Progress;
import io.bulkhead.remediate.apply.FakeEngine;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;

/** An engine that lives on when the process that told it something dies. */
final class LastingEngine implements EngineDriver, ExplicitValues {
  private final FakeEngine engine;
  private final Path memory;

  LastingEngine(Tree tree) {
    engine = new FakeEngine(tree.root.resolve(Sets.CONFIG.substring(1)));
    memory = tree.root.resolve("engine");
    recall();
  }

  /** What the engine does now. */
  boolean does(String key) {
    return ConfigValue.of(true).equals(engine.effective.get(key));
  }

  private void recall() {
    if (!Files.exists(memory)) {
      remember();
      return;
    }
    try {
      for (String line : Files.readAllLines(memory)) {
        int equals = line.indexOf('=');
        boolean value = Boolean.parseBoolean(line.substring(equals + 1).strip());
        engine.effective.put(line.substring(0, equals), ConfigValue.of(value));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, ConfigValue> value : engine.effective.entrySet()) {
      text.append(String.format(Locale.ROOT, "%s=%-5s%n", value.getKey(), value.getValue()));
    }
    try {
      // in one write of the same length, as another process may read just now, and without a
      // second file, for which there may be no room
      Files.writeString(memory, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] spelledOut(byte[] file, Map<String, ConfigValue> values) {
    return engine.spelledOut(file, values);
  }

  @Override
  public void reload(EngineAction action, Progress progress) throws EngineFailed {
    engine.reload(action, progress);
    remember();
  }

  @Override
  public void restart(EngineAction action, Progress progress) throws EngineFailed {
    engine.restart(action, progress);
    remember();
  }

  @Override
  public String verify(EngineAction action, Progress progress) throws EngineFailed {
    return engine.verify(action, progress);
  }

  @Override
  public Standing standing(EngineAction action) {
    return engine.standing(action);
  }
}
