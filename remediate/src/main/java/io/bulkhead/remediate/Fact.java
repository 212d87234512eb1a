package io.bulkhead.remediate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something a plan depends on. When it differs at apply time, the changes that use it are stale.
 *
 * @param id {@code f1}, {@code f2}, …
 * @param kind {@code file}, {@code engine}, {@code container}, {@code setting}
 * @param at what it is about, for example {@code /etc/docker/daemon.json}
 * @param what which projection of it, for example {@code content mode owner}
 * @param digest sha-256 of the projection, hex
 * @param said the value in words for the message when it moved; never a secret
 * @param parts of a file with keys: a few digits of the digest of each key's value, so that the
 *     message can name the key that moved; empty for all else
 */
public record Fact(
    String id,
    String kind,
    String at,
    String what,
    String digest,
    String said,
    Map<String, String> parts) {
  public Fact {
    parts = Collections.unmodifiableMap(new TreeMap<>(parts));
  }
}
