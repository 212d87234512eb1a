package io.bulkhead.remediate;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.nio.charset.StandardCharsets;
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

  /**
   * A whole text file created, replaced or deleted.
   *
   * @param before what is there now; null if there is no file. The planner fills it in
   * @param after what is to be there; null to delete the file. Its bytes are handed over in {@link
   *     Proposal.Fix#contents}
   */
  record Text(String target, @Nullable Whole before, @Nullable Whole after) implements Edit {
    /** A file that is to be there with this content; the bytes go into {@code contents}. */
    public static Text of(String target, String text, Attributes attributes, Contents contents) {
      return new Text(
          target, null, new Whole(contents.put(text.getBytes(StandardCharsets.UTF_8)), attributes));
    }

    @Override
    public Edit inverse() {
      return new Text(target, after, before);
    }
  }

  /**
   * A whole file as an edit names it.
   *
   * @param sha256 digest of its content, hex
   * @param attributes mode and owner
   */
  record Whole(String sha256, Attributes attributes) {}

  /**
   * One line of a text file; the rest stays as it is. A file that is not there is created, mode
   * 0644.
   *
   * @param before the line as it stands, null if it is added at the end
   * @param after the line as it will stand, null if it is taken out
   */
  record Line(String target, @Nullable String before, @Nullable String after) implements Edit {
    @Override
    public Line inverse() {
      return new Line(target, after, before);
    }
  }

  /**
   * A directory made, or removed when it is empty. Needed only where it must not be root's with
   * mode 0755: those above a new file are made anyway.
   */
  record Directory(String target, Attributes attributes, boolean present) implements Edit {
    @Override
    public Edit inverse() {
      return new Directory(target, attributes, !present);
    }
  }

  /**
   * A value of the host that is no file.
   *
   * @param before as it is now; empty until the planner has looked
   */
  record Value(Setting setting, String before, String after) implements Edit {
    /** A wanted value. */
    public static Value of(Setting setting, String wanted) {
      return new Value(setting, "", wanted);
    }

    @Override
    public String target() {
      return setting.says();
    }

    @Override
    public Edit inverse() {
      return new Value(setting, after, before);
    }
  }
}
