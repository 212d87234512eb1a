package io.bulkhead.remediate.merge;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.EditRefused;
import io.bulkhead.daemon.json.JsonDocument;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes edits of keys back out of a JSON text. Of objects every member is compared by itself, so
 * that what others put into one stays; everything else in the text keeps its bytes.
 */
public final class KeyBack {
  private final JsonDocument original;
  private final boolean force;
  private final List<Clash> clashes = new ArrayList<>();
  private JsonDocument text;

  /**
   * @param now the text as it is
   * @param original the text before all edits, which tells objects that were there from those that
   *     an edit had to create
   * @param force true to take back what others changed since, too
   */
  public KeyBack(JsonDocument now, JsonDocument original, boolean force) {
    this.text = now;
    this.original = original;
    this.force = force;
  }

  /** The text with everything taken back so far. */
  public JsonDocument text() {
    return text;
  }

  public List<Clash> clashes() {
    return List.copyOf(clashes);
  }

  /**
   * Takes one edit back.
   *
   * @param before value before the edit, null if there was none
   * @param after value that the edit wrote, null if it removed the key
   */
  public void take(List<String> path, @Nullable ConfigValue before, @Nullable ConfigValue after) {
    Optional<ConfigValue> here = text.get(path);
    if (Objects.equals(before, after) || here.equals(Optional.ofNullable(before))) {
      return;
    }
    boolean ours = here.equals(Optional.ofNullable(after));
    Map<String, ConfigValue> was = members(before);
    boolean tables = table(before) && table(after) && table(here.orElse(null));
    if (ours || (force && !tables)) {
      write(path, before);
    } else if (tables) {
      Map<String, ConfigValue> wrote = members(after);
      Set<String> keys = new LinkedHashSet<>(wrote.keySet());
      keys.addAll(was.keySet());
      for (String key : keys) {
        List<String> below = new ArrayList<>(path);
        below.add(key);
        take(below, was.get(key), wrote.get(key));
      }
    } else {
      clash(path, after, here);
    }
  }

  /** An object, or nothing, which is the same as an object without members here. */
  private static boolean table(@Nullable ConfigValue value) {
    return value == null || value instanceof ConfigValue.Table;
  }

  private static Map<String, ConfigValue> members(@Nullable ConfigValue value) {
    return value instanceof ConfigValue.Table table ? table.entries() : Map.of();
  }

  private void clash(List<String> path, @Nullable ConfigValue wrote, Optional<ConfigValue> here) {
    clashes.add(
        new Clash(
            String.join(".", path),
            wrote == null ? "unset" : wrote.toString(),
            here.map(String::valueOf).orElse("unset")));
  }

  private void write(List<String> path, @Nullable ConfigValue value) {
    try {
      if (value != null) {
        text = text.set(path, value);
        return;
      }
      text = text.remove(path);
      prune(path.subList(0, path.size() - 1));
    } catch (EditRefused e) {
      clashes.add(
          new Clash(String.join(".", path), "something else", String.valueOf(e.getMessage())));
    }
  }

  /** An object that an edit had to create goes when nothing is left in it. */
  private void prune(List<String> path) {
    boolean empty = text.get(path).equals(Optional.of(new ConfigValue.Table(Map.of())));
    if (!path.isEmpty() && empty && original.get(path).isEmpty()) {
      text = text.remove(path);
      prune(path.subList(0, path.size() - 1));
    }
  }
}
