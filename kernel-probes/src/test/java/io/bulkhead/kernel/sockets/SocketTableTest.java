package io.bulkhead.kernel.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketTableTest {
  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";
  private static final String TCP =
      HEAD
          + "   0: 0100007F:0947 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0     "
          + "   0 9001 1 0000000000000000 100 0 0 10 0\n"
          + "   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0     "
          + "   0 9002 1 0000000000000000 100 0 0 10 0\n"
          + "   2: 0100007F:8124 0100007F:0947 01 00000000:00000000 00:00000000 00000000  1000     "
          + "   0 9003 1 0000000000000000 20 4 30 10 -1\n";
  private static final String UDP =
      HEAD
          + "  512: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   100    "
          + "    0 7001 2 0000000000000000 0\n"
          + "  513: 0A01A8C0:D431 08080808:0035 01 00000000:00000000 00:00000000 00000000   100    "
          + "    0 7002 2 0000000000000000 0\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void only_waiting_sockets_count() {
    assertThat(SocketTable.waiting("tcp", bytes(TCP)))
        .containsExactly(
            new SocketTable.Row("tcp", "127.0.0.1", 2375, 9001),
            new SocketTable.Row("tcp", "0.0.0.0", 22, 9002));
    assertThat(SocketTable.waiting("udp", bytes(UDP)))
        .containsExactly(new SocketTable.Row("udp", "127.0.0.53", 53, 7001));
  }

  @Test
  void odd_input_yields_no_socket_and_no_exception() {
    for (String odd : List.of("", "\n", HEAD, HEAD + "garbage\n", HEAD + "   0: :  0A\n")) {
      assertThat(SocketTable.waiting("tcp", bytes(odd))).isEmpty();
    }
    for (int cut = 0; cut < TCP.length(); cut++) {
      assertThat(SocketTable.waiting("tcp", bytes(TCP.substring(0, cut)))).hasSizeLessThan(3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0100007F, 127.0.0.1",
    "00000000, 0.0.0.0",
    "0A01A8C0, 192.168.1.10",
    "00000000000000000000000000000000, ::",
    "00000000000000000000000001000000, ::1",
    "0000000000000000FFFF00000100007F, ::ffff:127.0.0.1",
    "000080FE00000000FF0A0B0200020C0D, fe80::20b:aff:d0c:200",
    "B80D0120000000000000000001000000, 2001:db8::1",
    "B80D0120010000000000010000000000, 2001:db8:0:1:1::",
    "zz, zz"
  })
  void addresses_are_words_in_the_machines_order(String hex, String text) {
    assertThat(Addresses.text(hex)).isEqualTo(text);
  }

  @Test
  void a_masked_or_denied_table_is_unreadable_and_a_missing_ipv6_is_none() {
    FakeHostFiles files = new FakeHostFiles().put("/proc/1/net/tcp", TCP);
    List<String> both = List.of("tcp", "tcp6");
    assertThat(new SocketTables(files).waiting(1, both).seen().orElseThrow()).hasSize(2);
    files.put("/proc/1/net/tcp6", "");
    assertThat(new SocketTables(files).waiting(1, both)).isInstanceOf(Reading.Unreadable.class);
    files.deny("/proc/1/net/tcp6", "permission denied");
    assertThat(new SocketTables(files).waiting(1, both)).isInstanceOf(Reading.Unreadable.class);
    files.remove("/proc/1/net/tcp");
    assertThat(new SocketTables(files).waiting(1, List.of("tcp")))
        .isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void tables_of_one_namespace_are_shared_and_those_of_another_are_not() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put("/proc/1/net/tcp", TCP)
            .putLink("/proc/1/ns/net", "net:[1]")
            .putLink("/proc/2/ns/net", "net:[1]")
            .putLink("/proc/3/ns/net", "net:[3]")
            .put("/proc/3/net/tcp", HEAD);
    SocketTables tables = new SocketTables(files);
    List<String> tcp = List.of("tcp");
    assertThat(tables.waiting(1, tcp).seen().orElseThrow()).hasSize(2);
    assertThat(tables.waiting(2, tcp).seen().orElseThrow()).hasSize(2);
    assertThat(tables.waiting(3, tcp).seen().orElseThrow()).isEmpty();
  }

  @Test
  void a_table_is_read_unless_the_kernel_counts_no_socket() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put("/proc/1/net/tcp", TCP)
            .put(
                "/proc/1/net/sockstat",
                "sockets: used 9\nTCP: inuse 2 orphan 0\nUDP: inuse 0 mem 0\n");
    assertThat(new SocketTables(files).waiting(1, List.of("tcp")).seen().orElseThrow()).hasSize(2);
    assertThat(new SocketTables(files).waiting(1, List.of("udp")).seen().orElseThrow()).isEmpty();
    files.put("/proc/1/net/sockstat", "TCP: inuse 0 orphan 0\n");
    assertThat(new SocketTables(files).waiting(1, List.of("tcp")).seen().orElseThrow()).isEmpty();
    files.put("/proc/1/net/sockstat", "UDP: inuse 0\nTCP: inuse 02\n");
    assertThat(new SocketTables(files).waiting(1, List.of("tcp")).seen().orElseThrow()).hasSize(2);
  }

  @Test
  void nobody_holds_a_socket_for_certain_only_if_everybody_could_be_looked_into() {
    FakeHostFiles files =
        new FakeHostFiles()
            .putLink("/proc/7/fd/3", "socket:[9001]")
            .put("/proc/7/comm", "dockerd\n")
            .put("/proc/7/cgroup", "0::/system.slice/docker.service\n")
            .putLink("/proc/8/fd/0", "/dev/null");
    SocketHolders seen = SocketHolders.scan(files, Set.of(9001L, 9002L));
    assertThat(seen.of(9001).seen().orElseThrow()).extracting(h -> h.command()).contains("dockerd");
    assertThat(seen.of(9002).seen().orElseThrow()).isEmpty();
    files.deny("/proc/8/fd/0", "permission denied");
    SocketHolders denied = SocketHolders.scan(files, Set.of(9001L, 9002L));
    assertThat(denied.of(9001).seen()).isPresent();
    assertThat(denied.of(9002))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            u -> assertThat(u.reason()).isEqualTo("permission denied for 1 processes"));
  }
}
