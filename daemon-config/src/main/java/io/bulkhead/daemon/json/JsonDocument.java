package io.bulkhead.daemon.json;

import io.bulkhead.audit.snapshot.ConfigValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a daemon.json. Immutable; an edit gives a new document in which only the bytes that
 * carry the change differ. After each edit the text is read again and must mean exactly what was
 * asked for.
 */
public final class JsonDocument {
  private final byte[] bytes;
  private final Optional<Node> root;
  private final boolean wholeText;

  private JsonDocument(byte[] bytes, Optional<Node> root, boolean wholeText) {
    this.bytes = bytes;
    this.root = root;
    this.wholeText = wholeText;
  }

  /** Reads a whole file, strictly; an empty file and a lone null count as an empty object. */
  public static JsonDocument parse(byte[] file) throws JsonProblem {
    return parse(file, true);
  }

  /**
   * Reads the first value of a file and ignores what is behind it, as engines before 23.0 do. Such
   * a document refuses edits.
   */
  public static JsonDocument parseFirstValue(byte[] file) throws JsonProblem {
    return parse(file, false);
  }

  private static JsonDocument parse(byte[] file, boolean wholeText) throws JsonProblem {
    byte[] bytes = file.clone();
    Optional<Node> root = Scanner.read(bytes, !wholeText);
    if (root.isPresent()) {
      Node.Kind kind = root.get().kind();
      if (kind != Node.Kind.OBJECT && kind != Node.Kind.NULL) {
        throw new Places(bytes)
            .problem(
                root.get().start(),
                "the configuration is a JSON " + Edits.name(kind) + ", not an object",
                "put the keys between { and }");
      }
    }
    return new JsonDocument(bytes, root, wholeText);
  }

  /** A file that does not exist yet: two blanks, LF, a final line end once something is set. */
  public static JsonDocument empty() {
    return new JsonDocument(new byte[0], Optional.empty(), true);
  }

  /** The text. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** True if there is nothing but white space in the file. */
  public boolean blank() {
    return root.isEmpty();
  }

  /** True if the text begins with a UTF-8 byte order mark. */
  public boolean marked() {
    return Encoding.bom(bytes) > 0;
  }

  /** The value at a path of keys; empty if it is not in the file. */
  public Optional<ConfigValue> get(List<String> path) {
    ConfigValue here = root();
    for (String key : path) {
      if (!(here instanceof ConfigValue.Table table) || !table.entries().containsKey(key)) {
        return Optional.empty();
      }
      here = table.get(key);
    }
    return Optional.of(here);
  }

  /** The whole object as the engine takes it: of doubled keys the last, doubled objects merged. */
  public ConfigValue root() {
    return object().map(new Values(bytes)::of).orElse(new ConfigValue.Table(Map.of()));
  }

  /**
   * A member at the top of the configuration.
   *
   * @param line of the key, from 1
   * @param column of the key, from 1
   */
  public record Entry(String key, ConfigValue value, int line, int column) {}

  /** The members at the top in the order of the text, doubled ones too. */
  public List<Entry> entries() {
    Values values = new Values(bytes);
    Places places = new Places(bytes);
    return object().map(Node::members).orElse(List.of()).stream()
        .map(
            m ->
                new Entry(
                    m.key(),
                    values.of(m.value()),
                    places.line(m.keyStart()),
                    places.column(m.keyStart())))
        .toList();
  }

  /** Line of the key at a path, from 1, the last one of a doubled key; 0 if it is not there. */
  public int line(List<String> path) {
    return places(path).map(p -> p[0]).orElse(0);
  }

  /** Column of the key at a path, from 1; 0 if it is not there. */
  public int column(List<String> path) {
    return places(path).map(p -> p[1]).orElse(0);
  }

  private Optional<int[]> places(List<String> path) {
    Optional<Node> here = object();
    int offset = -1;
    for (String key : path) {
      List<Node.Member> named = here.map(n -> n.named(key)).orElse(List.of());
      if (named.isEmpty()) {
        return Optional.empty();
      }
      Node.Member last = named.get(named.size() - 1);
      offset = last.keyStart();
      here = Optional.of(last.value());
    }
    Places places = new Places(bytes);
    int found = offset;
    return found < 0
        ? Optional.empty()
        : Optional.of(new int[] {places.line(found), places.column(found)});
  }

  /** Keys that stand more than once in their object, in the order of the text. */
  public List<Duplicate> duplicates() {
    List<Duplicate> found = new ArrayList<>();
    object().ifPresent(n -> Edits.duplicates(n, List.of(), new Places(bytes), found));
    return found;
  }

  /** Why the key at {@code path} cannot be edited; empty if it can. */
  public Optional<String> refusal(List<String> path) {
    if (path.isEmpty()) {
      return Optional.of("an edit needs a key");
    }
    if (!wholeText) {
      return Optional.of("only the first value of the file was read");
    }
    return Edits.refusal(object(), path, new Places(bytes));
  }

  private Optional<Node> object() {
    return root.filter(n -> n.kind() == Node.Kind.OBJECT);
  }

  /**
   * Gives the key a value, with the objects above it where they are missing. The same document
   * comes back if it has that value already. Of objects and arrays only the parts that differ are
   * written.
   *
   * @throws EditRefused as {@link #refusal} says
   */
  public JsonDocument set(List<String> path, ConfigValue value) {
    allowed(path);
    Optional<ConfigValue> before = get(path);
    if (before.equals(Optional.of(value))) {
      return this;
    }
    if (before.isEmpty()) {
      return insert(path, value);
    }
    if (before.get() instanceof ConfigValue.Table old && value instanceof ConfigValue.Table now) {
      boolean related = old.entries().keySet().stream().anyMatch(now.entries()::containsKey);
      if (related) {
        return merge(path, old, now);
      }
    }
    if (before.get() instanceof ConfigValue.Items old && value instanceof ConfigValue.Items now) {
      boolean related = old.values().stream().anyMatch(now.values()::contains);
      if (related) {
        return merge(path, old, now);
      }
    }
    Node node = Edits.node(object().orElseThrow(), path).orElseThrow();
    Object meaning = Edits.withMember(meaning(), path, Values.meaning(value));
    return checked(editor().replace(node, value), meaning);
  }

  private JsonDocument insert(List<String> path, ConfigValue value) {
    int depth = path.size() - 1;
    while (depth > 0 && !container(path.subList(0, depth))) {
      depth--;
    }
    ConfigValue part = value;
    for (int i = path.size() - 1; i > depth; i--) {
      part = new ConfigValue.Table(Map.of(path.get(i), part));
    }
    List<String> head = path.subList(0, depth + 1);
    Object meaning = Edits.withMember(meaning(), head, Values.meaning(part));
    String key = path.get(depth);
    if (object().isEmpty()) {
      byte[] text =
          root.isEmpty()
              ? Editor.fresh(bytes, style(), key, part)
              : editor().replace(root.get(), new ConfigValue.Table(Map.of(key, part)));
      return checked(text, meaning);
    }
    Optional<Node> atNull = Edits.node(object().get(), head);
    if (atNull.isPresent()) {
      return checked(editor().replace(atNull.get(), part), meaning);
    }
    Node parent = Edits.node(object().get(), path.subList(0, depth)).orElseThrow();
    return checked(editor().addMember(parent, key, part), meaning);
  }

  private boolean container(List<String> path) {
    return get(path).filter(v -> v instanceof ConfigValue.Table).isPresent();
  }

  private JsonDocument merge(List<String> path, ConfigValue.Table old, ConfigValue.Table now) {
    JsonDocument document = this;
    for (Map.Entry<String, ConfigValue> entry : now.entries().entrySet()) {
      document = document.set(Edits.below(path, entry.getKey()), entry.getValue());
    }
    for (String key : old.entries().keySet()) {
      if (!now.entries().containsKey(key)) {
        document = document.remove(Edits.below(path, key));
      }
    }
    return document;
  }

  private JsonDocument merge(List<String> path, ConfigValue.Items old, ConfigValue.Items now) {
    JsonDocument document = this;
    int kept = 0;
    for (ConfigValue item : old.values()) {
      if (kept < now.values().size() && now.values().get(kept).equals(item)) {
        kept++;
      } else {
        document = document.removeAt(path, kept);
      }
    }
    for (ConfigValue item : now.values().subList(kept, now.values().size())) {
      document = document.append(path, item);
    }
    return document;
  }

  /**
   * Removes a key; the same document if there is none. The object above it stays, if only as {@code
   * {}}.
   *
   * @throws EditRefused as {@link #refusal} says
   */
  public JsonDocument remove(List<String> path) {
    if (get(path).isEmpty()) {
      return this;
    }
    allowed(path);
    int last = path.size() - 1;
    Node parent = Edits.node(object().orElseThrow(), path.subList(0, last)).orElseThrow();
    Object meaning = Edits.withoutMember(meaning(), path);
    return checked(editor().remove(parent, parent.indexOf(path.get(last))), meaning);
  }

  /**
   * Removes a key and then every object above it that has become empty, except the whole: the
   * inverse of a {@link #set} that had to create them.
   *
   * @throws EditRefused as {@link #refusal} says
   */
  public JsonDocument removeWithEmptyParents(List<String> path) {
    JsonDocument document = remove(path);
    if (document.equals(this) || path.size() < 2) {
      return document;
    }
    List<String> parent = path.subList(0, path.size() - 1);
    boolean empty = document.get(parent).equals(Optional.of(new ConfigValue.Table(Map.of())));
    return empty ? document.removeWithEmptyParents(parent) : document;
  }

  /**
   * Appends to the array at {@code path} unless an equal element is there; creates the array.
   *
   * @throws EditRefused as {@link #refusal} says, and if there is no array at the path
   */
  public JsonDocument addItem(List<String> path, ConfigValue item) {
    ConfigValue here = get(path).orElse(new ConfigValue.Null());
    if (here instanceof ConfigValue.Null) {
      return set(path, new ConfigValue.Items(List.of(item)));
    }
    return items(path, here).contains(item) ? this : append(path, item);
  }

  /**
   * Removes every equal element of the array at {@code path}; the array stays, if only as {@code
   * []}.
   *
   * @throws EditRefused as {@link #refusal} says, and if there is no array at the path
   */
  public JsonDocument removeItem(List<String> path, ConfigValue item) {
    ConfigValue here = get(path).orElse(new ConfigValue.Null());
    if (here instanceof ConfigValue.Null || !items(path, here).contains(item)) {
      return this;
    }
    int index = items(path, here).indexOf(item);
    return removeAt(path, index).removeItem(path, item);
  }

  private List<ConfigValue> items(List<String> path, ConfigValue here) {
    allowed(path);
    if (here instanceof ConfigValue.Items items) {
      return items.values();
    }
    throw new EditRefused("line %d: %s is not a list".formatted(line(path), Edits.dotted(path)));
  }

  private JsonDocument append(List<String> path, ConfigValue item) {
    Node array = Edits.node(object().orElseThrow(), path).orElseThrow();
    List<Object> now = new ArrayList<>(Edits.list(meaning(), path));
    now.add(Values.meaning(item));
    return checked(editor().addItem(array, item), Edits.withMember(meaning(), path, now));
  }

  private JsonDocument removeAt(List<String> path, int index) {
    Node array = Edits.node(object().orElseThrow(), path).orElseThrow();
    List<Object> now = new ArrayList<>(Edits.list(meaning(), path));
    now.remove(index);
    return checked(editor().remove(array, index), Edits.withMember(meaning(), path, now));
  }

  private void allowed(List<String> path) {
    Optional<String> refusal = refusal(path);
    if (refusal.isPresent()) {
      throw new EditRefused(refusal.get());
    }
  }

  private Style style() {
    return Style.of(bytes, object());
  }

  private Editor editor() {
    return new Editor(bytes, style(), root.orElseThrow());
  }

  private Object meaning() {
    return object().map(new Values(bytes)::meaning).orElse(new Values.Pairs(List.of()));
  }

  /** Reads an edited text again; anything but the planned meaning is our own mistake. */
  private static JsonDocument checked(byte[] text, Object meaning) {
    try {
      JsonDocument document = parse(text);
      if (document.meaning().equals(meaning)) {
        return document;
      }
      throw new IllegalStateException("an edit changed more than it should");
    } catch (JsonProblem e) {
      throw new IllegalStateException("an edit broke the file: " + e.text(), e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonDocument document && Arrays.equals(bytes, document.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
