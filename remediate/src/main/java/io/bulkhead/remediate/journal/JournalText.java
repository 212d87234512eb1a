package io.bulkhead.remediate.journal;

import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.state.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The journal as read, usable without the lock.
 *
 * <p>A bad last record is a torn write: it is left out and reported. A bad record before a good one
 * is damage, and so is a chain that does not hold: both are refused.
 *
 * @param entries oldest first
 * @param tornTail what was left out at the end, one sentence; empty if nothing
 * @param head hash of the last record, or 64 zeros
 * @param segments file names in order
 * @param lastLength good bytes in the last segment
 */
public record JournalText(
    List<Entry> entries,
    Optional<String> tornTail,
    String head,
    List<String> segments,
    int lastLength) {
  /** Hash before the first record. */
  public static final String NO_RECORD = "0".repeat(64);

  static final String DIRECTORY = "journal";
  private static final String SUFFIX = ".log";
  private static final int SEGMENT_LIMIT = 64 << 20;

  /** More than a record and the rest of a block was never one torn write. */
  private static final int TORN_LIMIT = 64 << 10;

  public JournalText {
    entries = List.copyOf(entries);
    segments = List.copyOf(segments);
  }

  /** Reads all segments. */
  public static JournalText read(Folder state) throws SysException, JournalDamaged {
    if (!state.has(DIRECTORY)) {
      return new JournalText(List.of(), Optional.empty(), NO_RECORD, List.of(), 0);
    }
    try (Folder folder = state.sub(DIRECTORY)) {
      List<String> segments = segments(folder);
      Parser parser = new Parser();
      for (String segment : segments) {
        parser.add(segment, folder.read(segment, SEGMENT_LIMIT).orElse(new byte[0]));
      }
      return parser.text(segments);
    }
  }

  static String segment(int number) {
    return String.format(Locale.ROOT, "%08d", number) + SUFFIX;
  }

  private static List<String> segments(Folder folder) throws SysException, JournalDamaged {
    List<String> names = new ArrayList<>(folder.names());
    names.removeIf(name -> !name.endsWith(SUFFIX));
    Collections.sort(names);
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(segment(i + 1))) {
        throw new JournalDamaged(
            "the journal has '%s' where '%s' was expected".formatted(names.get(i), segment(i + 1)));
      }
    }
    return names;
  }

  /** Follows the chain over all segments. */
  private static final class Parser {
    private final List<Entry> entries = new ArrayList<>();
    private String head = NO_RECORD;
    private Optional<String> torn = Optional.empty();
    private int length;

    void add(String segment, byte[] bytes) throws JournalDamaged {
      if (torn.isPresent()) {
        throw new JournalDamaged(torn.get() + ", but another segment follows");
      }
      length = 0;
      while (length < bytes.length) {
        Optional<Line.Found> found = Line.decode(bytes, length);
        if (found.isEmpty()) {
          torn = Optional.of(tail(segment, bytes));
          return;
        }
        String hash = Sha256.hex(Arrays.copyOfRange(bytes, length, found.get().end()));
        entries.add(entry(segment, found.get(), hash));
        head = hash;
        length = found.get().end();
      }
    }

    JournalText text(List<String> segments) {
      return new JournalText(entries, torn, head, segments, length);
    }

    private Entry entry(String segment, Line.Found found, String hash) throws JournalDamaged {
      var json = found.json();
      long seq = json.path("seq").asLong();
      String where = "record at byte %d of journal segment '%s'".formatted(length, segment);
      if (seq != entries.size() + 1L || !json.path("prev").asText().equals(head)) {
        throw new JournalDamaged(where + " does not follow the record before it");
      }
      EntryType type;
      try {
        type = EntryType.valueOf(json.path("type").asText());
      } catch (IllegalArgumentException e) {
        throw new JournalDamaged(
            where
                + " has the unknown type '"
                + json.path("type").asText()
                + "': a newer Bulkhead wrote it");
      }
      return new Entry(
          seq,
          json.path("t").asText(),
          json.path("boot").asText(),
          type,
          json.path("tx").asText(),
          json,
          hash);
    }

    private String tail(String segment, byte[] bytes) throws JournalDamaged {
      int rest = bytes.length - length;
      OptionalInt good = goodAfter(bytes, length + 1);
      if (good.isPresent()) {
        throw new JournalDamaged(
            "journal segment '%s' is damaged at byte %d: a good record follows at byte %d"
                .formatted(segment, length, good.getAsInt()));
      }
      if (rest > TORN_LIMIT) {
        throw new JournalDamaged(
            "journal segment '%s' ends in %d bytes that are no record, too many for a torn write"
                .formatted(segment, rest));
      }
      return "the last record of journal segment '%s' was cut short (%d bytes)"
          .formatted(segment, rest);
    }

    private static OptionalInt goodAfter(byte[] bytes, int from) {
      for (int at = from; at < bytes.length; at++) {
        if (Line.decode(bytes, at).isPresent()) {
          return OptionalInt.of(at);
        }
      }
      return OptionalInt.empty();
    }
  }
}
