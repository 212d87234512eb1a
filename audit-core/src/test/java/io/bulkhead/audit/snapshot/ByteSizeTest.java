package io.bulkhead.audit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "1,1",
    "10m,10000000",
    "10M,10000000",
    "1.5k,1000",
    "2gb,2000000000",
    "3 t,3000000000000"
  })
  void a_size_is_read_as_the_engine_reads_it(String text, long bytes) {
    assertThat(ByteSize.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "-1k", "ten", "1q", "1mm", "99999999999999999999"})
  void what_is_none_or_bounds_nothing_is_empty(String text) {
    assertThat(ByteSize.parse(text)).isEmpty();
  }
}
