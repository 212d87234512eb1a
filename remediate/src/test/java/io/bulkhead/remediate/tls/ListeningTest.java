package io.bulkhead.remediate.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.remediate.TlsWishes;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {
  @ParameterizedTest
  @CsvSource({
    "tcp://0.0.0.0:2375, tcp://0.0.0.0:2376",
    "tcp://127.0.0.1:2375, tcp://127.0.0.1:2376",
    "tcp://[::1]:2375, tcp://[::1]:2376",
    "0.0.0.0:2375, tcp://0.0.0.0:2376",
    "tcp://0.0.0.0, tcp://0.0.0.0:2376",
    "tcp://:2375, tcp://:2376",
    "tcp://10.0.0.1:4243, tcp://10.0.0.1:4243",
    "tcp://10.0.0.1:12375, tcp://10.0.0.1:12375",
    "unix:///run/docker.sock, unix:///run/docker.sock",
    "fd://, fd://"
  })
  void only_the_plain_port_of_tcp_addresses_moves(String before, String after) {
    assertThat(new Listening(List.of(before), false, List.of()).securedHosts())
        .containsExactly(after);
  }

  @ParameterizedTest
  @CsvSource({
    "2375, 2376",
    "0.0.0.0:2375, 0.0.0.0:2376",
    "[::]:2375, [::]:2376",
    "/run/docker.sock, /run/docker.sock",
    "@abstract, @abstract",
    "12375, 12375"
  })
  void streams_of_a_socket_unit_move_alike(String before, String after) {
    assertThat(new Listening(List.of(), false, List.of(before)).securedStreams())
        .containsExactly(after);
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 200);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void moving_twice_is_moving_once_and_no_address_is_lost(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> forms =
        List.of(
            "fd://", "unix:///a", "tcp://%s:2375", "tcp://%s:2376", "tcp://%s", "%s:2375", "%s:99");
    List<String> hosts =
        random
            .ints(random.nextInt(1, 6), 0, forms.size())
            .mapToObj(i -> forms.get(i).formatted("10.0.0." + random.nextInt(4)))
            .toList();
    List<String> once = new Listening(hosts, false, List.of()).securedHosts();
    assertThat(new Listening(once, false, List.of()).securedHosts()).isEqualTo(once);
    assertThat(once).doesNotHaveDuplicates().noneMatch(address -> address.endsWith(":2375"));
    for (String host : hosts) {
      String bare = host.replaceFirst("^tcp://", "").replaceFirst(":[0-9]+$", "");
      assertThat(once).anyMatch(address -> address.contains(bare));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-03", "a.example.org", "*.example.org", "192.0.2.1", "2001:db8::1"})
  void names_and_addresses_can_stand_in_a_certificate(String name) {
    assertThat(TlsWishes.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "-x", "a..b", "1.2.3", "999.1.1.1", "a/b", "x\ny", "é"})
  void anything_else_cannot(String name) {
    assertThat(TlsWishes.isName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", "a b", "-rf", "a\nb"})
  void a_client_never_becomes_a_path(String name) {
    assertThat(TlsWishes.isClient(name)).isFalse();
  }
}
