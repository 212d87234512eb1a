package io.bulkhead.daemon.json;

/** Lines and columns of byte offsets. A line ends with LF, CR LF or a lone CR. */
final class Places {
  private final byte[] bytes;

  Places(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Line from 1. */
  int line(int offset) {
    int line = 1;
    for (int i = 0; i < offset && i < bytes.length; i++) {
      if (endsLine(i)) {
        line++;
      }
    }
    return line;
  }

  /** Column from 1, in characters. */
  int column(int offset) {
    int column = 1;
    for (int i = Math.min(offset, bytes.length) - 1; i >= 0 && !endsLine(i); i--) {
      boolean continues = (bytes[i] & 0xC0) == 0x80;
      boolean mark = i <= 2 && Encoding.bom(bytes) > i;
      if (!continues && !mark && bytes[i] != '\r') {
        column++;
      }
    }
    return column;
  }

  private boolean endsLine(int i) {
    return bytes[i] == '\n' || (bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] != '\n');
  }

  JsonProblem problem(int offset, String says, String todo) {
    return new JsonProblem(line(offset), column(offset), says, todo);
  }
}
