package io.bulkhead.daemon.options;

/**
 * A name that dockerd accepts in daemon.json and does nothing with.
 *
 * @param name as written
 * @param key the key that works, a dot between levels; empty if there is none
 */
public record Spelling(String name, String key, String since, String removed) {
  boolean known(EngineVersion version) {
    return EngineVersion.of(since).map(v -> version.compareTo(v) >= 0).orElse(true)
        && EngineVersion.of(removed).map(v -> version.compareTo(v) < 0).orElse(true);
  }
}
