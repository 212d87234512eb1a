package io.bulkhead.remediate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One end of a file change: no file, or a regular file with all that must come back. */
public sealed interface FileState {
  /** There is no such name. Not the same as an empty file. */
  record Missing() implements FileState {}

  /**
   * A regular file whose content is made when the plan is applied; see {@link Made}. Only a plan
   * has it: the steps that are carried out say what was made.
   */
  record Made(Attributes attributes) implements FileState {}

  /**
   * A regular file.
   *
   * @param sha256 digest of the content, hex
   * @param xattrs all extended attributes, value in hex, ACL and security labels included
   * @param modified time of last change as {@code seconds.nanoseconds}; empty in a state still to
   *     be written, where the time is that of writing
   */
  record Regular(String sha256, Attributes attributes, Map<String, String> xattrs, String modified)
      implements FileState {
    public Regular {
      xattrs = Collections.unmodifiableMap(new TreeMap<>(xattrs));
    }
  }
}
