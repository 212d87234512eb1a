package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * How the engine can be reached, and who reaches it now; all in the network namespace of its
 * process, or in Bulkhead's own where no engine runs.
 *
 * @param names names of this host, from its own files
 * @param addresses its addresses, without loopback and link-local ones
 * @param peers clients with an open TCP connection to a port the daemon listens on
 * @param own true if the engine's process lives in Bulkhead's network namespace
 */
public record HostNetwork(
    List<String> names,
    Reading<List<Address>> addresses,
    Reading<List<Peer>> peers,
    Reading<Boolean> own) {
  public HostNetwork {
    names = List.copyOf(names);
  }

  /**
   * An address of an interface.
   *
   * @param text as {@code 192.0.2.10} or {@code 2001:db8::10}
   * @param device name of the interface; empty if unknown
   */
  public record Address(String text, String device) {
    /** True for the host's end of a bridge or tunnel that Docker made. */
    public boolean dockers() {
      return device.equals("docker0")
          || device.equals("docker_gwbridge")
          || device.startsWith("br-")
          || device.startsWith("veth");
    }
  }

  /**
   * A connected client.
   *
   * @param address of the other end
   * @param port the local port it is connected to
   */
  public record Peer(String address, int port) {}
}
