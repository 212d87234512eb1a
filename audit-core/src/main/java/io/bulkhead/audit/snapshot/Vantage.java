package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * From where and when the host was looked at.
 *
 * @param tool version of Bulkhead
 * @param takenAt UTC time of the snapshot, RFC 3339 with seconds; "now" for every check
 * @param uid effective user id of the run
 * @param root the injected root, {@code /} for the running system
 * @param hostName name of the host, from its own files
 * @param hostId sha-256 of machine-id and a constant, hex; empty if there is no machine-id
 * @param endpoint the engine endpoint asked, for example {@code unix:///var/run/docker.sock}; empty
 *     if none was asked
 * @param endpointFrom how the endpoint was chosen: {@code -H}, {@code DOCKER_HOST}, {@code context
 *     NAME}, {@code default}
 * @param notes what limits the view, one sentence each, for the head of a report: no engine, not
 *     root, inside a container
 */
public record Vantage(
    String tool,
    String takenAt,
    long uid,
    String root,
    String hostName,
    String hostId,
    String endpoint,
    String endpointFrom,
    List<String> notes) {
  public Vantage {
    notes = List.copyOf(notes);
  }

  /** True if the run could look behind every permission. */
  public boolean privileged() {
    return uid == 0;
  }

  /** True if the running system was looked at, not a tree of files. */
  public boolean live() {
    return root.equals("/");
  }
}
