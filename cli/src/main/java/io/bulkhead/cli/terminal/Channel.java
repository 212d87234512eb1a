package io.bulkhead.cli.terminal;

import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One output stream with its colours, characters and width. */
public final class Channel {
  private static final int NARROWEST = 60;
  private static final int WIDEST = 120;
  private static final int USUAL = 80;

  private final PrintStream stream;
  private final int descriptor;
  private final Terminal.Wishes wishes;
  private final Devices devices;
  private final boolean ascii;
  private @Nullable Style style;
  private @Nullable Boolean terminal;

  Channel(
      PrintStream stream, int descriptor, Terminal.Wishes wishes, Devices devices, boolean ascii) {
    this.stream = stream;
    this.descriptor = descriptor;
    this.wishes = wishes;
    this.devices = devices;
    this.ascii = ascii;
  }

  /** The same channel with another stream to write to. */
  Channel to(OutputStream other) {
    Charset charset = ascii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    return new Channel(new PrintStream(other, false, charset), descriptor, wishes, devices, ascii);
  }

  /** What kind of terminal the environment says it is. */
  String term() {
    String term = wishes.environment().apply("TERM");
    return term == null ? "dumb" : term;
  }

  public Style style() {
    if (style == null) {
      style = Style.of(wishes.colour().coloured(wishes.environment(), this::terminal));
    }
    return style;
  }

  public boolean terminal() {
    if (terminal == null) {
      terminal = devices.terminal(descriptor);
    }
    return terminal;
  }

  /** True if the current line may be rewritten. */
  public boolean rewritable() {
    return terminal() && !"dumb".equals(wishes.environment().apply("TERM"));
  }

  /** Columns to fill: 60 to 120 on a terminal; without one, nothing is ever shortened. */
  public int width() {
    if (!terminal()) {
      return Integer.MAX_VALUE;
    }
    int columns = devices.columns(descriptor);
    if (columns <= 0) {
      columns = fromEnvironment();
    }
    return Math.max(NARROWEST, Math.min(WIDEST, columns));
  }

  private int fromEnvironment() {
    String value = wishes.environment().apply("COLUMNS");
    try {
      return value == null ? USUAL : Integer.parseInt(value.trim());
    } catch (NumberFormatException e) {
      return USUAL;
    }
  }

  public void line(String text) {
    stream.print(ascii ? Ascii.of(text) : text);
    stream.print('\n');
  }

  public void line() {
    stream.print('\n');
  }

  /** Text without an end of line, shown at once. */
  public void part(String text) {
    stream.print(ascii ? Ascii.of(text) : text);
    stream.flush();
  }

  /** Text as it is, such as a JSON document, which has its own escapes. */
  public void raw(String text) {
    stream.print(text);
  }

  /** For long documents, which have their own escapes; closing it leaves the stream open. */
  public Writer writer() {
    return new BufferedWriter(
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) {
            stream.print(new String(text, from, length));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  /** True if a write failed, for example because the reader has gone. */
  public boolean broken() {
    return stream.checkError();
  }

  public void flush() {
    stream.flush();
  }
}
