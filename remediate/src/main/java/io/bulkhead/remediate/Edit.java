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

  /**
   * A flag of the engine's command line, because a key of daemon.json says it now; both together
   * would keep the engine from starting.
   *
   * @param target the file that is written: a drop-in of the unit, or an environment file; empty
   *     until it is known
   * @param unit the service unit, for example {@code docker.service}
   * @param key key of daemon.json that the flag sets
   * @param flag as it is spelled there, for example {@code --icc}
   * @param given whether it is given afterwards
   */
  record Flag(String target, String unit, String key, String flag, boolean given) implements Edit {
    @Override
    public Edit inverse() {
      return new Flag(target, unit, key, flag, !given);
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
