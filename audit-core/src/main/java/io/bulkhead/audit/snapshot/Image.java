package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * An image as GET /images/ID/json and its history describe it.
 *
 * @param id digest of its configuration
 * @param tags {@code RepoTags}, for example {@code nginx:1.27}
 * @param digests {@code RepoDigests}, for example {@code nginx@sha256:…}; empty if it was built or
 *     loaded here
 * @param createdAt RFC 3339; reproducible builds set it to 1970 or to the zero time
 * @param sizeBytes of all layers
 * @param user the user its containers start as, empty for root
 * @param healthTest {@code Config.Healthcheck.Test[0]}; empty if it defines none
 * @param exposedPorts for example {@code 22/tcp}
 * @param steps how it was built, oldest first
 * @param layers directories of its layers on the engine's host, uppermost first; unreadable if the
 *     engine keeps them in a form that has none
 * @param secrets signs of secrets in its environment, labels and history
 */
public record Image(
    String id,
    List<String> tags,
    List<String> digests,
    String createdAt,
    long sizeBytes,
    String user,
    String healthTest,
    List<String> exposedPorts,
    List<Step> steps,
    Reading<List<String>> layers,
    List<SecretSign> secrets) {

  public Image {
    tags = List.copyOf(tags);
    digests = List.copyOf(digests);
    exposedPorts = List.copyOf(exposedPorts);
    steps = List.copyOf(steps);
    secrets = List.copyOf(secrets);
  }

  /**
   * A step of the history.
   *
   * @param createdBy the instruction, secrets taken out
   * @param whole false if the text was too long and is cut
   * @param sizeBytes what it added to the image
   */
  public record Step(String createdBy, boolean whole, long sizeBytes) {}

  /** Its first tag; else its first digest; else the first twelve digits of its id. */
  public String name() {
    if (!tags.isEmpty()) {
      return tags.get(0);
    }
    String plain = id.startsWith("sha256:") ? id.substring("sha256:".length()) : id;
    return digests.isEmpty()
        ? plain.substring(0, Math.min(12, plain.length()))
        : digests.get(0).split("@", 2)[0] + "@" + plain.substring(0, Math.min(12, plain.length()));
  }
}
