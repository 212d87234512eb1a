package io.bulkhead.remediate.files;

import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Targets;
import java.util.List;
import java.util.Optional;

/** Targets of the running host: its files, and values that are no files. */
public record HostTargets(Targets files, HostDriver host) implements Targets {
  @Override
  public FileTarget file(String path) {
    return files.file(path);
  }

  @Override
  public ObjectTarget object(String path) {
    return files.object(path);
  }

  @Override
  public List<String> names(String directory) {
    return files.names(directory);
  }

  @Override
  public Optional<String> obstacle(Reader reader) {
    return host.obstacle(reader);
  }

  @Override
  public ValueTarget value(Setting setting) {
    if (setting instanceof Setting.AccessList list && files.object(list.path()).refusal() != null) {
      return new ValueTarget("", files.object(list.path()).refusal());
    }
    try {
      String value = host.value(setting);
      return value.isEmpty()
          ? new ValueTarget("", setting.says() + " is not there")
          : new ValueTarget(value, null);
    } catch (HostFailed e) {
      return new ValueTarget("", String.valueOf(e.getMessage()));
    }
  }
}
