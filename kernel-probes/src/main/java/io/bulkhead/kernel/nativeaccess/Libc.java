package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** The C library's entry to the kernel, bound directly; loading this class loads JNA. */
final class Libc {
  static {
    Native.register(Libc.class, NativeLibrary.getProcess());
  }

  private Libc() {}

  /**
   * syscall(2). All six arguments are passed as pointers: that keeps the memory behind them alive
   * during the call, and on LP64 an integer travels in the same register.
   */
  static native long syscall(
      long number,
      @Nullable Pointer a,
      @Nullable Pointer b,
      @Nullable Pointer c,
      @Nullable Pointer d,
      @Nullable Pointer e,
      @Nullable Pointer f);
}
