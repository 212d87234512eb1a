package io.bulkhead.cli.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.audit.snapshot.Samples;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotJsonTest {
  private final SnapshotJson json = new SnapshotJson();

  @Test
  void another_schema_is_refused_and_named() {
    String other = written().replaceFirst("bulkhead/snapshot/1", "bulkhead/snapshot/9");
    assertThatThrownBy(() -> read(other))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessage("has schema 'bulkhead/snapshot/9'; this version reads 'bulkhead/snapshot/1'");
  }

  @Test
  void a_missing_member_is_an_error_and_not_an_empty_value() {
    String incomplete = written().replaceFirst("\"listeners\" :", "\"listener\" :");
    assertThat(incomplete).isNotEqualTo(written());
    assertThatThrownBy(() -> read(incomplete))
        .isInstanceOf(SnapshotFormatException.class)
        .hasMessageContaining("listeners");
  }

  @Test
  void a_reading_that_is_two_things_at_once_is_refused() {
    String both = written().replaceFirst("\"present\" :", "\"absent\" : true, \"present\" :");
    assertThatThrownBy(() -> read(both)).hasMessageContaining("one of present, absent");
  }

  @Test
  void unknown_members_are_ignored() throws Exception {
    String more = written().replaceFirst("\\{", "{ \"later\" : [1], ");
    assertThat(read(more)).isEqualTo(Samples.host().build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"x\"", "{", "{}", "{\"schema\":1}", "{}{}", "\u0000", "[[[[["})
  void what_is_no_snapshot_is_refused_in_one_sentence(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SnapshotFormatException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void bytes_that_are_not_utf8_are_refused() {
    assertThatThrownBy(() -> json.read(new byte[] {'{', (byte) 0xff, '}'}))
        .hasMessage("is not UTF-8 text");
  }

  @Test
  void any_cut_is_an_error_and_never_half_a_snapshot() {
    byte[] whole = written().strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length += 97) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> json.read(cut)).isInstanceOf(SnapshotFormatException.class);
    }
  }

  @Test
  void numbers_are_not_taken_from_text_nor_truth_from_numbers() {
    String wrong = written().replaceFirst("\"uid\" : 0", "\"uid\" : \"0\"");
    assertThat(wrong).isNotEqualTo(written());
    assertThatThrownBy(() -> read(wrong)).isInstanceOf(SnapshotFormatException.class);
  }

  private String written() {
    return json.write(Samples.host().build());
  }

  private Object read(String text) throws SnapshotFormatException {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
