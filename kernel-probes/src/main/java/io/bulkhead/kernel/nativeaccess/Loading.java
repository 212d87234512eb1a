package io.bulkhead.kernel.nativeaccess;

import org.jspecify.annotations.Nullable;

/** Loads JNA once for the process and remembers how that ended. */
final class Loading {
  private static @Nullable Calls loaded;
  private static @Nullable String failed;

  private Loading() {}

  static synchronized Calls calls() throws NativeUnavailableException {
    if (loaded != null) {
      return loaded;
    }
    if (failed != null) {
      throw new NativeUnavailableException(failed);
    }
    try {
      Calls fresh = load();
      loaded = fresh;
      return fresh;
    } catch (NativeUnavailableException e) {
      failed = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private static Calls load() throws NativeUnavailableException {
    Arch arch = Arch.of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    JnaLibrary library = JnaLibrary.prepare(arch);
    try {
      Calls calls = new Calls(arch);
      calls.call(Syscall.GETEUID);
      return calls;
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Error e) {
      // JNA reports a missing, refused or mismatching library by several kinds of Error
      throw new NativeUnavailableException("JNA cannot be loaded: " + e.getMessage(), e);
    } finally {
      library.close();
    }
  }
}
