package io.bulkhead.daemon.json;

/** A file that cannot be read as the engine reads JSON: where, what was seen, what to do. */
public final class JsonProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String says;
  private final String todo;

  public JsonProblem(int line, int column, String says, String todo) {
    super(text(line, column, says, todo));
    this.line = line;
    this.column = column;
    this.says = says;
    this.todo = todo;
  }

  private static String text(int line, int column, String says, String todo) {
    return "line " + line + ", column " + column + ": " + says + "; " + todo;
  }

  /** The whole sentence, as {@link #getMessage}. */
  public String text() {
    return text(line, column, says, todo);
  }

  /** Line, from 1. */
  public int line() {
    return line;
  }

  /** Column in characters, from 1. */
  public int column() {
    return column;
  }

  /** What was seen, one sentence part. */
  public String says() {
    return says;
  }

  /** What to do about it, one sentence part. */
  public String todo() {
    return todo;
  }
}
