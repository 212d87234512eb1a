package io.bulkhead.kernel.processes;

/**
 * The line of /proc/PID/stat (proc_pid_stat(5)). The command in brackets may itself hold blanks and
 * brackets, so the fields are counted from the last one.
 */
record StatLine(String text) {
  /** Fields 4 and 22, counted from the state (field 3) on. */
  private static final int PARENT = 1;

  private static final int START = 19;

  String command() {
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    return open >= 0 && close > open ? text.substring(open + 1, close) : "";
  }

  long parent() throws MalformedException {
    return field(PARENT);
  }

  long startTicks() throws MalformedException {
    return field(START);
  }

  private long field(int index) throws MalformedException {
    int close = text.lastIndexOf(')');
    String[] fields = close < 0 ? new String[0] : text.substring(close + 1).strip().split(" ");
    return MalformedException.number("stat", fields.length > index ? fields[index] : "");
  }
}
