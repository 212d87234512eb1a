package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Made;
import java.util.List;
import java.util.stream.Collectors;

/** A change that makes keys and certificates, in the few words of a table. */
final class Minted {
  private Minted() {}

  static boolean any(List<Edit> edits) {
    return edits.stream().anyMatch(Edit.Mint.class::isInstance);
  }

  static String what(List<Edit> edits) {
    boolean engine = edits.stream().anyMatch(Edit.Key.class::isInstance);
    return engine ? "daemon.json mutual TLS" : "client certificates";
  }

  static String values(List<Edit> edits) {
    List<Made.Certificate> certificates =
        edits.stream()
            .filter(Edit.Mint.class::isInstance)
            .map(edit -> ((Edit.Mint) edit).made())
            .filter(Made.Certificate.class::isInstance)
            .map(Made.Certificate.class::cast)
            .toList();
    return "+ "
        + certificates.stream()
            .map(
                one ->
                    switch (one.purpose()) {
                      case AUTHORITY -> "CA";
                      case SERVER -> "server";
                      case CLIENT -> "client " + one.name();
                    })
            .collect(Collectors.joining(", "));
  }

  /** What is made in a file of a change; null if it is no such file. */
  static @org.jspecify.annotations.Nullable Made at(String path, List<Edit> edits) {
    return edits.stream()
        .filter(e -> e instanceof Edit.Mint && e.target().equals(path))
        .map(e -> ((Edit.Mint) e).made())
        .findFirst()
        .orElse(null);
  }

  /** True if it deletes such files. */
  static boolean ends(List<Edit> edits) {
    return edits.stream().anyMatch(e -> e instanceof Edit.Mint mint && !mint.present());
  }
}
