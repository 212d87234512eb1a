package io.bulkhead.cli.report;

import io.bulkhead.cli.terminal.Channel;
import io.bulkhead.cli.terminal.Escape;
import io.bulkhead.cli.terminal.Table;
import io.bulkhead.remediate.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The progress of a change set. On a terminal the current line is rewritten and counts seconds;
 * otherwise every step is a line of its own with the time in UTC, without cursor codes.
 */
public final class ApplyScreen implements Progress, AutoCloseable {
  private static final int LABEL = 10;
  private static final int WORD = 4;
  private static final String REWRITE = "\r\u001b[K";

  private final Channel out;
  private final Clock clock;
  private final boolean quiet;
  private final boolean rewrite;
  private final Thread ticker = new Thread(this::tick, "seconds");
  private String current = "";
  private long since;

  public ApplyScreen(Channel out, Clock clock, boolean quiet) {
    this.out = out;
    this.clock = clock;
    this.quiet = quiet;
    this.rewrite = out.rewritable() && !quiet;
    if (rewrite) {
      ticker.setDaemon(true);
      ticker.start();
    }
  }

  @Override
  public synchronized void begin(String label, String detail) {
    current = pad(label) + Escape.field(detail);
    since = System.nanoTime();
    if (rewrite) {
      running("");
    }
  }

  @Override
  public synchronized void end(Mark mark, String label, String detail, long millis) {
    current = "";
    if (quiet) {
      return;
    }
    String took = millis < 1000 ? "" : String.format(Locale.ROOT, "  %.1f s", millis / 1000.0);
    String[] lines = detail.split("\n", -1);
    String head = pad(label) + Escape.field(lines[0]) + took;
    if (rewrite) {
      out.part(REWRITE);
      out.line("  " + symbol(mark) + "  " + head);
    } else {
      String now = Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
      out.line(now + "  " + padded(word(mark), WORD) + "  " + head);
    }
    for (int i = 1; i < lines.length; i++) {
      out.line("               " + Escape.field(lines[i]));
    }
    out.flush();
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(1000);
        synchronized (this) {
          long seconds = (System.nanoTime() - since) / 1_000_000_000L;
          if (!current.isEmpty() && seconds > 0) {
            running("  " + seconds + " s");
          }
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void running(String took) {
    out.part(REWRITE + "  …  " + Table.shortened(current, out.width() - 6 - took.length()) + took);
  }

  @Override
  public void close() {
    ticker.interrupt();
  }

  private String symbol(Mark mark) {
    return switch (mark) {
      case OK -> out.style().good("✓");
      case FAILED -> out.style().bad("✗");
      case UNDO -> out.style().warn("↺");
      case WAITING -> "…";
      case NOTE -> out.style().warn("!");
    };
  }

  private static String word(Mark mark) {
    return switch (mark) {
      case OK -> "ok";
      case FAILED -> "FAIL";
      case UNDO -> "undo";
      case WAITING -> "wait";
      case NOTE -> "note";
    };
  }

  private static String pad(String label) {
    return padded(Escape.field(label), LABEL);
  }

  private static String padded(String text, int width) {
    return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
  }
}
