package io.bulkhead.remediate.files;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the steps of one change set share.
 *
 * @param root directory that targets are below
 * @param set id of the change set; part of the names of side files
 * @param contents contents before and after, by digest
 * @param leaving directories that the set removes
 */
public record StepContext(
    Sys sys, Path root, String set, ContentSource contents, Set<String> leaving) {
  /** The largest file that is changed, in bytes. */
  public static final int LARGEST = 1 << 20;

  public StepContext {
    leaving = Set.copyOf(leaving);
  }

  /** Gives contents by digest. */
  @FunctionalInterface
  public interface ContentSource {
    Optional<byte[]> get(String sha256) throws SysException;
  }

  /** Name of the file beside a target in which a step prepares or keeps something. */
  public String side(String name, String tag) {
    return side(name, set, tag);
  }

  /** The same for any change set. */
  public static String side(String name, String set, String tag) {
    return "." + name + ".bulkhead-" + set + "-" + tag;
  }
}
