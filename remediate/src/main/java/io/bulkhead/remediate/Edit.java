package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A logical change with both ends; several edits of one file become one step. */
public sealed interface Edit {
  /** Path of what is edited. */
  String target();

  /** The same change backwards. */
  Edit inverse();

  /**
   * A key of daemon.json.
   *
   * @param path keys from the top, for example {@code [log-opts, max-size]}
   * @param before value in the file, null if the key is absent
   * @param after value to write, null to remove the key
   */
  record Key(
      String target, List<String> path, @Nullable ConfigValue before, @Nullable ConfigValue after)
      implements Edit {
    public Key {
      path = List.copyOf(path);
    }

    @Override
    public Edit inverse() {
      return new Key(target, path, after, before);
    }
  }

  /** Mode and owner of an existing object. */
  record Attribute(String target, Attributes before, Attributes after) implements Edit {
    @Override
    public Edit inverse() {
      return new Attribute(target, after, before);
    }
  }
}
