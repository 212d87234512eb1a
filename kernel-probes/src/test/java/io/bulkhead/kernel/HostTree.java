package io.bulkhead.kernel;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Loads a host that record-host.py recorded; the format is described there. */
public final class HostTree {
  private final FakeHostFiles files = new FakeHostFiles();
  private String path = "";
  private StringBuilder content = new StringBuilder();

  private HostTree() {}

  /**
   * Loads {@code hosts/NAME/host.tree}.
   *
   * @param replacements pairs of recorded text and what to put in its place
   */
  public static FakeHostFiles load(String name, String... replacements) {
    try (InputStream in = HostTree.class.getResourceAsStream("/hosts/" + name + "/host.tree")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (int i = 0; i < replacements.length; i += 2) {
        text = text.replace(replacements[i], replacements[i + 1]);
      }
      return parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeHostFiles parse(String text) {
    HostTree tree = new HostTree();
    for (String line : text.split("\n")) {
      if (line.startsWith("|")) {
        tree.content.append(line, 1, line.length()).append('\n');
      } else {
        tree.endFile();
        tree.entry(line.split(" ", 3));
      }
    }
    tree.endFile();
    return tree.files;
  }

  private void entry(String[] fields) {
    switch (fields[0]) {
      case "F" -> path = fields[1];
      case "L" -> files.putLink(fields[1], fields[2]);
      case "D" -> files.deny(fields[1], fields[2]);
      default -> throw new IllegalArgumentException("unknown entry " + fields[0]);
    }
  }

  private void endFile() {
    if (!path.isEmpty()) {
      // the recorder splits at line feeds, so the last one is not the file's
      String text = content.substring(0, content.length() - 1);
      String plain = text.replace("\\0", "\0").replace("\\\\", "\\");
      files.put(path, plain.getBytes(StandardCharsets.ISO_8859_1));
    }
    path = "";
    content = new StringBuilder();
  }
}
