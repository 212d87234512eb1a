package io.bulkhead.cli.terminal;

/** The few colours, or none. Colour repeats what the words already say. */
public final class Style {
  private static final Style COLOURED = new Style(true);
  private static final Style PLAIN = new Style(false);

  private final boolean on;

  private Style(boolean on) {
    this.on = on;
  }

  public static Style of(boolean coloured) {
    return coloured ? COLOURED : PLAIN;
  }

  public boolean coloured() {
    return on;
  }

  /** Green: done, passes, is added. */
  public String good(String text) {
    return wrap("32", text);
  }

  /** Red: fails, is removed. */
  public String bad(String text) {
    return wrap("31", text);
  }

  /** Yellow: is modified, look here. */
  public String warn(String text) {
    return wrap("33", text);
  }

  /** The question and the verdict. */
  public String bold(String text) {
    return wrap("1", text);
  }

  /** Context. */
  public String dim(String text) {
    return wrap("2", text);
  }

  private String wrap(String code, String text) {
    return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
