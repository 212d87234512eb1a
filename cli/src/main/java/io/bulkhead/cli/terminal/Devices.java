package io.bulkhead.cli.terminal;

import io.bulkhead.kernel.files.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Whether the standard descriptors are terminals, and how wide. */
public interface Devices {
  int IN = 0;
  int OUT = 1;
  int ERR = 2;

  boolean terminal(int descriptor);

  /** Columns, 0 if unknown. */
  int columns(int descriptor);

  /** Descriptors none of which is a terminal. */
  Devices NONE =
      new Devices() {
        @Override
        public boolean terminal(int descriptor) {
          return false;
        }

        @Override
        public int columns(int descriptor) {
          return 0;
        }
      };

  /**
   * The descriptors of this process. Asks the kernel through the native library only if the
   * descriptor leads to a device at all: a pipe or a file needs no library to be loaded.
   */
  static Devices of(Supplier<Sys> sys) {
    return new Devices() {
      @Override
      public boolean terminal(int descriptor) {
        return device(descriptor) && sys.get().isTerminal(descriptor);
      }

      @Override
      public int columns(int descriptor) {
        return device(descriptor) ? sys.get().terminalColumns(descriptor) : 0;
      }
    };
  }

  private static boolean device(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return !target.equals("/dev/null")
          && !target.startsWith("pipe:")
          && !target.startsWith("socket:")
          && (target.startsWith("/dev/") || target.contains("pts"));
    } catch (IOException | RuntimeException e) {
      return true; // not to be seen this way: ask the kernel
    }
  }
}
