package io.bulkhead.kernel.processes;

import java.util.HashMap;
import java.util.Map;

/** Fields of /proc/PID/status (proc_pid_status(5)) by name. */
record StatusFile(Map<String, String> fields) {
  private static final String[] MASKS = {"CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"};

  static StatusFile parse(String text) {
    Map<String, String> fields = new HashMap<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      int colon = text.indexOf(':', start);
      if (colon > 0 && colon < end) {
        fields.put(text.substring(start, colon), text.substring(colon + 1, end).strip());
      }
      start = end + 1;
    }
    return new StatusFile(fields);
  }

  /** True if a field is there; old kernels lack some. */
  boolean has(String name) {
    return fields.containsKey(name);
  }

  long number(String name) throws MalformedException {
    return MalformedException.number(name, fields.getOrDefault(name, ""));
  }

  /** Second of the four user ids: real, effective, saved, of the file system. */
  long effectiveUid() throws MalformedException {
    String[] ids = fields.getOrDefault("Uid", "").split("\\s+");
    return MalformedException.number("Uid", ids.length > 1 ? ids[1] : "");
  }

  /** Capability masks by field name; CapAmb is missing before Linux 4.3. */
  Map<String, Long> capabilities() throws MalformedException {
    Map<String, Long> masks = new HashMap<>();
    for (String name : MASKS) {
      if (has(name)) {
        masks.put(name, MalformedException.hex(name, fields.getOrDefault(name, "")));
      }
    }
    return masks;
  }
}
