package io.bulkhead.kernel.nativeaccess;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK and libraries would log goes nowhere: Bulkhead says itself what matters. JNA asks
 * for loggers when it is loaded, and Java then looks for a {@link System.LoggerFinder}; finding
 * none, it would have opened every jar, which took a tenth of the time of all probes.
 */
public final class NoLogging extends System.LoggerFinder {
  private static final System.Logger SILENT = new Silent();

  /** For {@link java.util.ServiceLoader}. */
  public NoLogging() {}

  @Override
  public System.Logger getLogger(String name, Module module) {
    return SILENT;
  }

  /** Takes nothing. */
  private static final class Silent implements System.Logger {
    @Override
    public String getName() {
      return "";
    }

    @Override
    public boolean isLoggable(Level level) {
      return false;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {}

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... values) {}
  }
}
