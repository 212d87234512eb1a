package io.bulkhead.kernel.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a walk through one layer noticed; paths begin with a slash and are the image's. */
final class Layer {
  /** Files that are read whole, by path. */
  final Map<String, String> texts = new LinkedHashMap<>();

  /** Set-id files with their modes as four octal digits. */
  final Map<String, String> setIds = new TreeMap<>();

  /** Files that look like credentials, with what gives them away. */
  final Map<String, String> credentials = new TreeMap<>();

  /** Known programs by path, with their names. */
  final Map<String, String> tools = new TreeMap<>();
}
