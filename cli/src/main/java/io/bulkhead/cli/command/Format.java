package io.bulkhead.cli.command;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.ColourChoice;
import io.bulkhead.cli.terminal.Devices;
import io.bulkhead.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The forms of output. */
final class Format {
  static final String TEXT = "text";
  static final String JSON = "json";

  private Format() {}

  static void require(String format) {
    if (!format.equals(TEXT) && !format.equals(JSON)) {
      throw new UsageException("there is no format '" + format + "'", "formats are text and json");
    }
  }

  /** What a screen would say, without colours, for a file. */
  static String plain(Consumer<Channel> screen) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    Terminal terminal =
        Terminal.on(
            stream,
            stream,
            new Terminal.Wishes(ColourChoice.NEVER, false, name -> null),
            Devices.NONE);
    screen.accept(terminal.out());
    stream.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
