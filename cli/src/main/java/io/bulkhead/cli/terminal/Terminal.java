package io.bulkhead.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The two output streams with their colours, characters and widths. Data goes to {@link #out},
 * messages and progress to {@link #err}. Whether a stream is a terminal is asked only when that
 * decides something.
 */
public final class Terminal {
  private final Channel out;
  private final Channel err;
  private final boolean ascii;

  /**
   * How the user and the environment want output.
   *
   * @param environment value of a variable, null if unset
   */
  public record Wishes(
      ColourChoice colour, boolean ascii, UnaryOperator<@Nullable String> environment) {}

  Terminal(Channel out, Channel err, boolean ascii) {
    this.out = out;
    this.err = err;
    this.ascii = ascii;
  }

  /** The standard streams of this process. */
  public static Terminal standard(Wishes wishes, Devices devices) {
    boolean ascii = wishes.ascii() || !utf8(wishes.environment());
    return new Terminal(
        new Channel(stream(FileDescriptor.out, ascii), Devices.OUT, wishes, devices, ascii),
        new Channel(stream(FileDescriptor.err, ascii), Devices.ERR, wishes, devices, ascii),
        ascii);
  }

  /** Other streams, for tests and for output that is not wanted. */
  public static Terminal on(PrintStream out, PrintStream err, Wishes wishes, Devices devices) {
    return new Terminal(
        new Channel(out, Devices.OUT, wishes, devices, wishes.ascii()),
        new Channel(err, Devices.ERR, wishes, devices, wishes.ascii()),
        wishes.ascii());
  }

  /** The same with the data going through a pager; empty if there is no terminal or no pager. */
  public Optional<Paged> paged() {
    return out.terminal()
        ? Pager.start(out.term())
            .map(pager -> new Paged(new Terminal(out.to(pager.input()), err, ascii), pager))
        : Optional.empty();
  }

  /** A terminal behind a pager, which has to be closed when all is said. */
  public record Paged(Terminal terminal, Pager pager) {}

  /** Data. */
  public Channel out() {
    return out;
  }

  /** Messages, progress, questions. */
  public Channel err() {
    return err;
  }

  public boolean ascii() {
    return ascii;
  }

  public void flush() {
    out.flush();
    err.flush();
  }

  private static PrintStream stream(FileDescriptor descriptor, boolean ascii) {
    Charset charset = ascii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_8;
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), 1 << 14),
        false,
        charset);
  }

  /** LC_ALL, LC_CTYPE and LANG in the order of locale(7). */
  private static boolean utf8(UnaryOperator<@Nullable String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = environment.apply(name);
      if (value != null && !value.isEmpty()) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
      }
    }
    return false;
  }
}
