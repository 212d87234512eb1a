package io.bulkhead.kernel.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.HostNetwork.Address;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables recorded on Linux 6.12 with a wire, a Docker bridge and a VPN. */
class LocalAddressesTest {
  private static final List<String> TRIE =
      """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 0.0.0.0
              /0 universe UNICAST
           +-- 127.0.0.0/8 2 0 2
              |-- 127.0.0.0
                 /8 host LOCAL
              |-- 127.0.0.1
                 /32 host LOCAL
           +-- 172.17.0.0/16 2 0 2
              |-- 172.17.0.1
                 /32 host LOCAL
              |-- 172.17.255.255
                 /32 link BROADCAST
           |-- 192.0.2.10
              /32 host LOCAL
      Local:
           |-- 192.0.2.10
              /32 host LOCAL
      """
          .lines()
          .toList();

  private static final List<String> ROUTES =
      """
      Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT
      eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0
      docker0 000011AC 00000000 0001 0 0 0 0000FFFF 0 0 0
      eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0
      """
          .lines()
          .toList();

  @Test
  void own_addresses_come_with_the_device_of_the_longest_route() {
    assertThat(LocalAddresses.v4(TRIE, ROUTES))
        .containsExactly(new Address("172.17.0.1", "docker0"), new Address("192.0.2.10", "eth0"));
    assertThat(LocalAddresses.v4(TRIE, List.of()))
        .containsExactly(new Address("172.17.0.1", ""), new Address("192.0.2.10", ""));
    assertThat(LocalAddresses.v4(TRIE, ROUTES).stream().map(Address::dockers))
        .containsExactly(true, false);
  }

  @Test
  void only_global_ipv6_addresses_count() {
    List<String> table =
        List.of(
            "00000000000000000000000000000001 01 80 10 80       lo",
            "fe80000000000000021122fffe334455 02 40 20 80     eth0",
            "20010db8000000000000000000000010 02 40 00 80     eth0",
            "broken");
    assertThat(LocalAddresses.v6(table)).containsExactly(new Address("2001:db8::10", "eth0"));
  }

  @Test
  void connections_to_the_daemons_ports_are_found() {
    String table =
        """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:0947 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11
           1: 0A0200C0:0947 2A0200C0:C350 01 00000000:00000000 00:00000000 00000000     0        0 12
           2: 0A0200C0:0016 2A0200C0:C351 01 00000000:00000000 00:00000000 00000000     0        0 13
           3: 0A0200C0:0947 2A0200C0:C352 06 00000000:00000000 00:00000000 00000000     0        0 14
        """;
    assertThat(SocketTable.connections(table.getBytes(StandardCharsets.US_ASCII), Set.of(2375)))
        .containsExactly(new SocketTable.Connection("192.0.2.42", 2375));
  }
}
