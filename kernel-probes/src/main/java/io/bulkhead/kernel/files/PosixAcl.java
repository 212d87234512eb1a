package io.bulkhead.kernel.files;

import io.bulkhead.audit.snapshot.AclEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An access ACL (acl(5)): who may do what with a file beyond what its mode can say.
 *
 * @param entries in the order in which the kernel keeps them
 */
public record PosixAcl(List<Entry> entries) {
  /** The extended attribute that holds it. */
  public static final String ATTRIBUTE = "system.posix_acl_access";

  /** The binary form of linux/posix_acl_xattr.h: a version word, then entries, little-endian. */
  private static final int VERSION = 2;

  private static final int HEADER = 4;
  private static final int ENTRY = 8;
  private static final int ALL = 7;
  private static final long NOBODY = 0xffffffffL;

  public PosixAcl {
    entries = List.copyOf(entries);
  }

  /** Whom an entry is about, with the number of linux/posix_acl.h. */
  public enum Tag {
    OWNER(0x01, "user"),
    USER(0x02, "user"),
    OWNING_GROUP(0x04, "group"),
    GROUP(0x08, "group"),
    MASK(0x10, "mask"),
    OTHER(0x20, "other");

    private final int number;
    private final String word;

    Tag(int number, String word) {
      this.number = number;
      this.word = word;
    }

    /** True for an entry of one user or group beside the file's own. */
    public boolean named() {
      return this == USER || this == GROUP;
    }
  }

  /**
   * One entry.
   *
   * @param id uid or gid of a named entry; of no meaning for others
   * @param permissions 4 read, 2 write, 1 execute, before the mask
   */
  public record Entry(Tag tag, long id, int permissions) {
    static Entry of(Tag tag, int permissions) {
      return new Entry(tag, NOBODY, permissions & ALL);
    }

    private Entry with(int bits) {
      return new Entry(tag, id, bits);
    }

    /** As setfacl(1) takes it: {@code user:1001:rw-}. */
    @Override
    public String toString() {
      String letters =
          ((permissions & 4) != 0 ? "r" : "-")
              + ((permissions & 2) != 0 ? "w" : "-")
              + ((permissions & 1) != 0 ? "x" : "-");
      return tag.word + ":" + (tag.named() ? String.valueOf(id) : "") + ":" + letters;
    }
  }

  /** What a mode alone says; set-id and sticky bits are no part of it. */
  public static PosixAcl of(int mode) {
    return new PosixAcl(
        List.of(
            Entry.of(Tag.OWNER, mode >> 6),
            Entry.of(Tag.OWNING_GROUP, mode >> 3),
            Entry.of(Tag.OTHER, mode)));
  }

  /**
   * Reads the binary form.
   *
   * @throws IOException if it is none
   */
  public static PosixAcl parse(byte[] attribute) throws IOException {
    if (attribute.length < HEADER || (attribute.length - HEADER) % ENTRY != 0) {
      throw new IOException("access control list of odd length " + attribute.length);
    }
    ByteBuffer acl = ByteBuffer.wrap(attribute).order(ByteOrder.LITTLE_ENDIAN);
    int version = acl.getInt();
    if (version != VERSION) {
      throw new IOException("access control list of unknown version " + version);
    }
    List<Entry> entries = new ArrayList<>();
    while (acl.hasRemaining()) {
      Tag tag = tag(acl.getShort());
      int permissions = acl.getShort() & ALL;
      entries.add(new Entry(tag, acl.getInt() & NOBODY, permissions));
    }
    return new PosixAcl(entries);
  }

  private static Tag tag(int number) throws IOException {
    for (Tag tag : Tag.values()) {
      if (tag.number == number) {
        return tag;
      }
    }
    throw new IOException("access control list with an entry of unknown kind " + number);
  }

  /**
   * Reads the form of {@link #toString}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static PosixAcl parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      entries.add(entry(part));
    }
    return new PosixAcl(entries);
  }

  private static Entry entry(String part) {
    String[] fields = part.split(":", -1);
    for (Tag tag : Tag.values()) {
      boolean fits = fields.length == 3 && tag.word.equals(fields[0]);
      if (fits && tag.named() == fields[1].matches("[0-9]{1,10}") && fields[2].length() == 3) {
        int bits = bit(fields[2], 'r', 4) | bit(fields[2], 'w', 2) | bit(fields[2], 'x', 1);
        Entry read = new Entry(tag, tag.named() ? Long.parseLong(fields[1]) : NOBODY, bits);
        if (read.toString().equals(part)) {
          return read;
        }
      }
    }
    throw new IllegalArgumentException("'" + part + "' is no entry of an access control list");
  }

  private static int bit(String letters, char letter, int bit) {
    return letters.indexOf(letter) >= 0 ? bit : 0;
  }

  /** The binary form. Setting one without named entries removes the attribute, in one step. */
  public byte[] bytes() {
    ByteBuffer acl =
        ByteBuffer.allocate(HEADER + ENTRY * entries.size()).order(ByteOrder.LITTLE_ENDIAN);
    acl.putInt(VERSION);
    for (Entry entry : entries) {
      acl.putShort((short) entry.tag().number).putShort((short) entry.permissions());
      acl.putInt((int) entry.id());
    }
    return acl.array();
  }

  /** The named entries with the permissions that the mask leaves them. */
  public List<AclEntry> named() {
    return entries.stream()
        .filter(entry -> entry.tag().named())
        .map(e -> new AclEntry(e.tag().word, e.id(), e.permissions() & mask()))
        .toList();
  }

  /** The bits that stat(2) shows for it: the mask stands in for the group. */
  public int mode() {
    int group = bits(Tag.MASK).or(() -> bits(Tag.OWNING_GROUP)).orElse(0);
    return bits(Tag.OWNER).orElse(0) << 6 | group << 3 | bits(Tag.OTHER).orElse(0);
  }

  private int mask() {
    return bits(Tag.MASK).orElse(ALL);
  }

  private Optional<Integer> bits(Tag tag) {
    return entries.stream().filter(e -> e.tag() == tag).map(Entry::permissions).findFirst();
  }

  /**
   * This list with no permission beyond a mode; nobody gains any. A named entry may have what
   * others have; it goes where that leaves it nothing, but one whose end would give its user or
   * group more, by the file's own group or as others, stays and forbids.
   */
  public PosixAcl within(int limit) {
    int group = bits(Tag.OWNING_GROUP).orElse(0) & mask() & (limit >> 3);
    int others = bits(Tag.OTHER).orElse(0) & limit;
    int otherwise = group | others | groups(limit);
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      int effective = entry.permissions() & mask();
      int left = effective & limit & ALL;
      if (entry.tag().named() && (left != 0 || (otherwise & ~effective) != 0)) {
        kept.add(entry.with(left));
      }
    }
    List<Entry> all = new ArrayList<>();
    all.add(Entry.of(Tag.OWNER, bits(Tag.OWNER).orElse(0) & (limit >> 6)));
    kept.stream().filter(e -> e.tag() == Tag.USER).forEach(all::add);
    all.add(Entry.of(Tag.OWNING_GROUP, group));
    kept.stream().filter(e -> e.tag() == Tag.GROUP).forEach(all::add);
    if (!kept.isEmpty()) {
      all.add(Entry.of(Tag.MASK, mask() & (limit >> 3)));
    }
    all.add(Entry.of(Tag.OTHER, others));
    return new PosixAcl(all);
  }

  /** What named groups will still give. */
  private int groups(int limit) {
    return entries.stream()
        .filter(entry -> entry.tag() == Tag.GROUP)
        .mapToInt(entry -> entry.permissions() & mask() & limit & ALL)
        .reduce(0, (a, b) -> a | b);
  }

  /** As setfacl(1) takes it: {@code user::rw-,user:1001:rw-,group::---,mask::rw-,other::---}. */
  @Override
  public String toString() {
    return entries.stream().map(Entry::toString).collect(Collectors.joining(","));
  }

  /**
   * What differs from another list: {@code - user:1001:rw-}; the mask only if nothing else does.
   */
  public String changes(PosixAcl after) {
    String all = changes(after, true);
    String said = changes(after, false);
    return said.isEmpty() ? all : said;
  }

  private String changes(PosixAcl after, boolean masks) {
    List<String> said = new ArrayList<>();
    for (Entry entry : entries) {
      if (!after.entries.contains(entry) && (masks || entry.tag() != Tag.MASK)) {
        said.add("- " + entry);
      }
    }
    for (Entry entry : after.entries) {
      if (!entries.contains(entry) && (masks || entry.tag() != Tag.MASK)) {
        said.add("+ " + entry);
      }
    }
    return String.join(", ", said);
  }
}
