package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * A socket that waits for connections or datagrams.
 *
 * @param protocol {@code tcp}, {@code tcp6}, {@code udp} or {@code udp6}
 * @param address textual address, {@code 0.0.0.0} and {@code ::} for all
 * @param port 1 to 65535
 * @param holders processes that hold the socket; unreadable without the right to look into them
 */
public record Listener(String protocol, String address, int port, Reading<List<Holder>> holders) {

  /**
   * A process that holds a socket.
   *
   * @param pid process id as this system sees it
   * @param command the kernel's short name (comm), at most 15 bytes
   * @param exe path of the program; empty if unknown
   * @param containerId id of the container the process runs in, from its cgroup; empty for a host
   *     process
   */
  public record Holder(int pid, String command, String exe, String containerId) {}

  /** True for an address that only this host can reach. */
  public boolean loopback() {
    return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
  }
}
