package io.bulkhead.remediate.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.state.Ballast;
import io.bulkhead.remediate.state.Folder;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The journal open for appending; only the holder of the lock may have one. A record is one write
 * and one flush. After a failed flush nothing more is written: what the disk holds is unknown until
 * it is read again.
 */
public final class Journal implements AutoCloseable {
  private static final int ROTATE_AT = 4 << 20;

  private final Folder state;
  private final Folder folder;
  private final Clock clock;
  private final String boot;
  private final List<Entry> entries;
  private final Optional<String> repaired;
  private String head;
  private int number;
  private int fd = -1;
  private long size;
  private boolean broken;

  private Journal(Folder state, Folder folder, Clock clock, JournalText text) {
    this.state = state;
    this.folder = folder;
    this.clock = clock;
    this.boot = BootId.now();
    this.entries = new ArrayList<>(text.entries());
    this.repaired = text.tornTail();
    this.head = text.head();
    this.number = text.segments().size();
    this.size = text.lastLength();
  }

  /** Reads the journal, cuts a torn last record and stands at its end. */
  public static Journal open(Folder state, Clock clock) throws SysException, JournalDamaged {
    JournalText text = JournalText.read(state);
    Folder folder = state.sub(JournalText.DIRECTORY);
    Journal journal = new Journal(state, folder, clock, text);
    try {
      journal.openSegment();
      if (text.tornTail().isPresent()) {
        state.sys().truncate(journal.fd, text.lastLength());
        state.sys().fsync(journal.fd);
      }
      return journal;
    } catch (SysException e) {
      journal.close();
      throw e;
    }
  }

  /** All records, those of this run included. */
  public List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }

  /** What was cut off at the end when it was opened. */
  public Optional<String> repaired() {
    return repaired;
  }

  /** Hash of the last record. */
  public String head() {
    return head;
  }

  /** Boot id records are written under. */
  public String boot() {
    return boot;
  }

  /** An empty object for the fields of a record. */
  public static ObjectNode fields() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Appends one record and waits until it is on the disk. */
  public void append(EntryType type, String set, ObjectNode fields) throws SysException {
    if (broken) {
      throw new SysException("write", "journal", Errno.EIO);
    }
    if (type == EntryType.BEGIN && size >= ROTATE_AT) {
      rotate();
    }
    long seq = entries.size() + 1L;
    String time = clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    ObjectNode json = fields();
    json.put("seq", seq).put("prev", head).put("t", time).put("boot", boot);
    json.put("type", type.name()).put("tx", set);
    json.setAll(fields);
    byte[] line = Line.encode(json);
    writeOrCut(line);
    try {
      state.sys().fdatasync(fd);
    } catch (SysException e) {
      // the record must not count later, in case it reached the disk after all
      cut();
      broken = true;
      throw e;
    }
    size += line.length;
    head = Sha256.hex(line);
    entries.add(new Entry(seq, time, boot, type, set, json, head));
  }

  private void writeOrCut(byte[] line) throws SysException {
    try {
      state.sys().write(fd, line);
    } catch (SysException e) {
      cut();
      if (!Ballast.full(e)) {
        broken = true;
        throw e;
      }
      Ballast.release(state);
      try {
        state.sys().write(fd, line);
      } catch (SysException again) {
        cut();
        throw again;
      }
    }
  }

  /** Takes back what a failed write may have left; needs no space. */
  private void cut() {
    try {
      state.sys().truncate(fd, size);
    } catch (SysException e) {
      broken = true;
    }
  }

  private void rotate() throws SysException {
    int full = fd;
    number++;
    openSegment();
    size = 0;
    state.sys().close(full);
  }

  private void openSegment() throws SysException {
    number = Math.max(1, number);
    String name = JournalText.segment(number);
    if (!folder.has(name)) {
      state.sys().close(state.sys().create(folder.fd(), name));
      folder.flush();
    }
    fd = state.sys().openAppend(folder.fd(), name);
  }

  @Override
  public void close() {
    if (fd >= 0) {
      state.sys().close(fd);
      fd = -1;
    }
    folder.close();
  }
}
