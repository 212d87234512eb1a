package io.bulkhead.kernel.sockets;

import java.nio.charset.StandardCharsets;

/**
 * The counts of /proc/net/{sockstat,sockstat6}: {@code TCP: inuse 11 orphan 0 …}. The kernel counts
 * a socket from the moment it is bound to listen or connected until it is closed (inet_hash and
 * udp_lib_get_port), so 0 means that the table has no line.
 */
final class SocketCounts {
  private SocketCounts() {}

  /** Where a protocol is counted. */
  static String file(String protocol) {
    return protocol.endsWith("6") ? "sockstat6" : "sockstat";
  }

  /** True if the counts say so; false also if they say nothing of the protocol. */
  static boolean none(String protocol, byte[] counts) {
    String none = protocol + ": inuse 0";
    return new String(counts, StandardCharsets.US_ASCII)
        .lines()
        .anyMatch(
            line ->
                line.regionMatches(true, 0, none, 0, none.length())
                    && (line.length() == none.length() || line.charAt(none.length()) == ' '));
  }
}
