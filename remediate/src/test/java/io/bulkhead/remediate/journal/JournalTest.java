package io.bulkhead.remediate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.kernel.nativeaccess.NativeSys;
import io.bulkhead.remediate.state.Folder;
import io.bulkhead.remediate.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T19:31:02.5Z"), ZoneOffset.UTC);
  private static final int RECORDS = 6;

  @TempDir(cleanup = CleanupMode.ALWAYS)
  Path root;

  private Sys sys;
  private Folder state;
  private Path segment;

  @BeforeEach
  void open() throws Exception {
    sys = NativeSys.load();
    state = new StateDirectory(sys, root).prepare();
    segment = root.resolve("var/lib/bulkhead/journal/00000001.log");
  }

  @AfterEach
  void close() {
    state.close();
  }

  private void write(int records) throws Exception {
    try (Journal journal = Journal.open(state, CLOCK)) {
      for (int i = 0; i < records; i++) {
        journal.append(
            EntryType.NOTE, "20261123-1931-7f3a", Journal.fields().put("says", "grüße " + i));
      }
    }
  }

  /** Ends of the records, the start of the first included. */
  private static int[] ends(byte[] bytes) {
    int[] ends = new int[RECORDS + 1];
    int record = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        ends[++record] = i + 1;
      }
    }
    return ends;
  }

  @Test
  void records_are_numbered_chained_and_read_back() throws Exception {
    write(RECORDS);

    JournalText text = JournalText.read(state);

    assertThat(text.entries()).extracting(Entry::seq).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(text.entries().get(0).data().path("prev").asText()).isEqualTo("0".repeat(64));
    assertThat(text.entries().get(5).data().path("prev").asText())
        .isEqualTo(text.entries().get(4).hash());
    assertThat(text.entries().get(3).text("says")).isEqualTo("grüße 3");
    assertThat(text.entries().get(3).time()).isEqualTo("2026-11-23T19:31:02.500Z");
    assertThat(text.head()).isEqualTo(text.entries().get(5).hash());
    assertThat(text.tornTail()).isEmpty();
  }

  @Test
  void cut_at_any_byte_the_whole_records_before_it_are_kept() throws Exception {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(segment);
    int[] ends = ends(whole);
    for (int cut = 0; cut <= whole.length; cut++) {
      int at = cut;
      Files.write(segment, Arrays.copyOf(whole, cut));
      long good = Arrays.stream(ends).skip(1).filter(end -> end <= at).count();

      JournalText text = JournalText.read(state);

      assertThat(text.entries()).as("cut at %d", cut).hasSize((int) good);
      boolean between = Arrays.stream(ends).noneMatch(end -> end == at);
      assertThat(text.tornTail().isPresent()).as("cut at %d", cut).isEqualTo(between);
    }
  }

  @Test
  void zeros_after_a_cut_are_a_torn_tail_too() throws Exception {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(segment);
    for (int cut = 1; cut < whole.length; cut += 7) {
      Files.write(segment, Arrays.copyOf(Arrays.copyOf(whole, cut), cut + 512));

      assertThat(JournalText.read(state).tornTail()).as("cut at %d", cut).isPresent();
    }
  }

  @Test
  void a_flipped_bit_is_refused_in_the_middle_and_cut_in_the_last_record() throws Exception {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(segment);
    int last = ends(whole)[RECORDS - 1];
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);
      Files.write(segment, flipped);
      if (at < last) {
        int position = at;
        assertThatThrownBy(() -> JournalText.read(state))
            .as("flip at %d", position)
            .isInstanceOf(JournalDamaged.class);
      } else {
        assertThat(JournalText.read(state).entries()).as("flip at %d", at).hasSize(RECORDS - 1);
      }
    }
  }

  @Test
  void removed_repeated_and_swapped_records_are_refused() throws Exception {
    write(RECORDS);
    List<String> lines = Files.readAllLines(segment);
    List<List<Integer>> orders =
        List.of(List.of(0, 2, 3), List.of(0, 1, 1, 2), List.of(0, 2, 1, 3), List.of(1, 2, 3));
    for (List<Integer> order : orders) {
      StringBuilder text = new StringBuilder();
      order.forEach(line -> text.append(lines.get(line)).append('\n'));
      Files.writeString(segment, text);

      assertThatThrownBy(() -> JournalText.read(state))
          .as("%s", order)
          .isInstanceOf(JournalDamaged.class);
    }
  }

  @Test
  void a_torn_tail_is_cut_before_the_next_record_is_appended() throws Exception {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length - 9));

    try (Journal journal = Journal.open(state, CLOCK)) {
      assertThat(journal.repaired()).hasValueSatisfying(s -> assertThat(s).contains("cut short"));
      journal.append(EntryType.NOTE, "x", Journal.fields());
    }

    assertThat(JournalText.read(state).entries()).hasSize(RECORDS);
    assertThat(JournalText.read(state).tornTail()).isEmpty();
  }

  @Test
  void a_new_segment_continues_the_chain() throws Exception {
    String padding = "x".repeat(3500);
    try (Journal journal = Journal.open(state, CLOCK)) {
      for (int i = 0; i < 1300; i++) {
        ObjectNode fields = Journal.fields().put("says", padding);
        journal.append(EntryType.BEGIN, "set", fields);
      }
    }

    JournalText text = JournalText.read(state);

    assertThat(text.segments()).containsExactly("00000001.log", "00000002.log");
    assertThat(text.entries()).hasSize(1300);
    Files.delete(segment);
    assertThatThrownBy(() -> JournalText.read(state)).hasMessageContaining("00000001.log");
  }

  @Test
  void a_full_disk_takes_the_ballast_and_a_torn_write_is_taken_back() throws Exception {
    write(1);
    Files.write(root.resolve("var/lib/bulkhead/ballast"), new byte[10], StandardOpenOption.CREATE);
    RecordingSys full = new RecordingSys(sys);
    try (Folder folder = new StateDirectory(full, root).prepare();
        Journal journal = Journal.open(folder, CLOCK)) {
      full.failing(1, Errno.ENOSPC);
      journal.append(EntryType.NOTE, "set", Journal.fields());
    }

    assertThat(JournalText.read(state).entries()).hasSize(2);
    assertThat(root.resolve("var/lib/bulkhead/ballast")).doesNotExist();
  }

  @Test
  void after_a_failed_flush_nothing_more_is_written() throws Exception {
    write(1);
    RecordingSys failing = new RecordingSys(sys);
    try (Folder folder = new StateDirectory(failing, root).prepare();
        Journal journal = Journal.open(folder, CLOCK)) {
      failing.failing(2, Errno.EIO);
      assertThatThrownBy(() -> journal.append(EntryType.COMMIT, "set", Journal.fields()))
          .isInstanceOf(SysException.class);
      int before = failing.mutations();
      assertThat(failing.calls().get(before - 1)).startsWith("truncate");
      assertThatThrownBy(() -> journal.append(EntryType.UNDO, "set", Journal.fields()))
          .isInstanceOf(SysException.class);
      assertThat(failing.mutations()).isEqualTo(before);
    }

    assertThat(JournalText.read(state).entries())
        .extracting(Entry::type)
        .containsExactly(EntryType.NOTE);
  }

  @Test
  void a_record_too_long_for_one_write_is_our_bug() throws Exception {
    try (Journal journal = Journal.open(state, CLOCK)) {
      ObjectNode fields = Journal.fields().put("says", "x".repeat(5000));
      assertThatThrownBy(() -> journal.append(EntryType.NOTE, "set", fields))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
