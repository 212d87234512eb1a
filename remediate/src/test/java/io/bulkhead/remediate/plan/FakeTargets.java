package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Contents;
import io.bulkhead.remediate.FileState;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Targets;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Files in memory that plans can be made for and carried out on. */
final class FakeTargets implements Targets {
  private static final Attributes DIRECTORY = new Attributes(0755, 0, 0);
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<String, Attributes> attributes = new HashMap<>();
  private final Map<Setting, String> values = new HashMap<>();
  private final Map<Reader, String> obstacles = new EnumMap<>(Reader.class);
  private final Map<String, String> refusals = new HashMap<>();

  FakeTargets() {
    attributes.put("/etc", DIRECTORY);
    attributes.put("/etc/docker", DIRECTORY);
  }

  FakeTargets with(String path, String text) {
    return with(path, text.getBytes(StandardCharsets.UTF_8), new Attributes(0644, 0, 0));
  }

  FakeTargets with(String path, byte[] content, Attributes owned) {
    contents.put(path, content);
    attributes.put(path, owned);
    return this;
  }

  FakeTargets object(String path, Attributes owned) {
    attributes.put(path, owned);
    return this;
  }

  FakeTargets value(Setting setting, String value) {
    values.put(setting, value);
    return this;
  }

  @Override
  public ValueTarget value(Setting setting) {
    String known = values.get(setting);
    return known == null ? Targets.super.value(setting) : new ValueTarget(known, null);
  }

  /** A reader of files that cannot be told. */
  FakeTargets obstacle(Reader reader, String why) {
    obstacles.put(reader, why);
    return this;
  }

  @Override
  public Optional<String> obstacle(Reader reader) {
    return Optional.ofNullable(obstacles.get(reader));
  }

  FakeTargets without(String path) {
    contents.remove(path);
    attributes.remove(path);
    return this;
  }

  FakeTargets refusing(String path, String why) {
    refusals.put(path, why);
    return this;
  }

  /** The same files for those who only read. */
  FakeHostFiles files() {
    FakeHostFiles files = new FakeHostFiles();
    contents.forEach(files::put);
    return files;
  }

  String text(String path) {
    return new String(contents.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
  }

  boolean exists(String path) {
    return attributes.containsKey(path);
  }

  Attributes attributes(String path) {
    Attributes known = attributes.get(path);
    if (known == null) {
      throw new AssertionError("nothing at " + path);
    }
    return known;
  }

  @Override
  public FileTarget file(String path) {
    byte[] content = contents.get(path);
    @Nullable String refusal = refusals.get(path);
    return content == null
        ? new FileTarget(new FileState.Missing(), new byte[0], refusal)
        : new FileTarget(
            new FileState.Regular(Sha256.hex(content), attributes(path), Map.of(), "1.5"),
            content.clone(),
            refusal);
  }

  @Override
  public ObjectTarget object(String path) {
    return new ObjectTarget(attributes.get(path), refusals.get(path));
  }

  /** Carries out the file steps of a plan; every "before" must hold. */
  void apply(Prepared prepared) {
    for (Step step : prepared.plan().steps()) {
      if (step instanceof Step.PutFile put) {
        put(put, prepared.contents());
      } else if (step instanceof Step.SetAttributes set) {
        if (!set.before().equals(attributes(set.target()))) {
          throw new AssertionError(set + " but it is " + attributes(set.target()));
        }
        attributes.put(set.target(), set.after());
      } else if (step instanceof Step.SetValue set) {
        if (!set.before().equals(values.put(set.setting(), set.after()))) {
          throw new AssertionError(set + " but it was another");
        }
      } else if (step instanceof Step.Directory directory) {
        if (directory.present()) {
          attributes.put(directory.target(), directory.attributes());
        } else {
          attributes.remove(directory.target());
        }
      }
    }
  }

  private void put(Step.PutFile put, Contents bytes) {
    if (!put.before().equals(file(put.target()).state())) {
      throw new AssertionError(put + " but it is " + file(put.target()).state());
    }
    if (put.after() instanceof FileState.Regular after) {
      contents.put(put.target(), bytes.get(after.sha256()));
      attributes.put(put.target(), after.attributes());
    } else {
      without(put.target());
    }
  }
}
