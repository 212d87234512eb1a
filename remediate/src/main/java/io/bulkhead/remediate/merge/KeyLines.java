package io.bulkhead.remediate.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Files of {@code key = value} lines: sysctl.d, environment files, systemd units. A key that stands
 * more than once has all its values, in their order. Lines that carry no key stay as they are, but
 * for those that only we wrote.
 */
final class KeyLines implements ThreeWay {
  @Override
  public Merged edited(byte[] from, byte[] to, byte[] now) {
    KeyText wrote = KeyText.of(from);
    KeyText before = KeyText.of(to);
    KeyText result = KeyText.of(now);
    List<Clash> clashes = new ArrayList<>();
    Set<KeyText.Key> keys = new LinkedHashSet<>(wrote.keys());
    keys.addAll(before.keys());
    for (KeyText.Key key : keys) {
      List<String> ours = wrote.values(key);
      List<String> old = before.values(key);
      List<String> here = result.values(key);
      if (ours.equals(old) || here.equals(old)) {
        continue;
      }
      if (here.equals(ours)) {
        result = result.with(key, before);
      } else {
        clashes.add(new Clash(key.toString(), words(ours), words(here)));
      }
    }
    byte[] text = result.without(wrote.remarksNotIn(before)).bytes();
    return new Merged(better(new Lines().edited(from, to, now), text, clashes), clashes);
  }

  /** A merge by lines keeps more of the form; it is taken if it says the same. */
  private static byte[] better(Merged byLine, byte[] byKey, List<Clash> clashes) {
    boolean same = clashes.isEmpty() && byLine.clashes().isEmpty();
    return same && KeyText.of(byLine.text()).says(KeyText.of(byKey)) ? byLine.text() : byKey;
  }

  private static String words(List<String> values) {
    return values.isEmpty() ? "unset" : "'" + String.join("', '", values) + "'";
  }
}
