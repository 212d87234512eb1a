package io.bulkhead.remediate;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what a plan wants to change, as exactly as it must come back. Knows which targets cannot
 * be changed safely: a symbolic link, a bind-mounted file, an immutable file, a hard link, a
 * read-only file system, a parent directory that others can write to.
 */
public interface Targets {
  /**
   * A regular file, or the place where one will be.
   *
   * @param state {@link FileState.Missing} or all that must come back
   * @param content the bytes, empty when missing
   * @param refusal why it cannot be changed safely, one sentence; null if it can
   */
  record FileTarget(FileState state, byte[] content, @Nullable String refusal) {}

  /**
   * Any object whose mode or owner is to change.
   *
   * @param attributes as they are; null if there is nothing at the path
   * @param refusal why they cannot be changed safely, one sentence; null if they can
   */
  record ObjectTarget(@Nullable Attributes attributes, @Nullable String refusal) {}

  /**
   * A value of the host that is no file.
   *
   * @param value as it is; empty if it cannot be seen
   * @param refusal why it cannot be changed, one sentence; null if it can
   */
  record ValueTarget(String value, @Nullable String refusal) {}

  FileTarget file(String path);

  /** Why a reader of files could not be told to read them again; empty if it can. */
  default Optional<String> obstacle(Reader reader) {
    return Optional.empty();
  }

  /** There is none below another root. */
  default ValueTarget value(Setting setting) {
    return new ValueTarget("", setting.says() + " is not there below another root");
  }

  ObjectTarget object(String path);

  /** Names in a directory, sorted; empty if there is none or it cannot be looked into. */
  default List<String> names(String directory) {
    return List.of();
  }
}
