package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes system calls in the kernel's own manner: a result, or a negated error number. */
final class Calls {
  private static final int ARGUMENTS = 6;

  final Arch arch;

  Calls(Arch arch) {
    this.arch = arch;
  }

  /**
   * Calls and repeats after EINTR.
   *
   * @param arguments {@code Integer}, {@code Long} or {@link Pointer}
   * @return the result, or {@code -errno}
   */
  long call(Syscall syscall, Object... arguments) {
    long result;
    do {
      result = once(syscall, arguments);
    } while (result == -Errno.EINTR);
    return result;
  }

  /** Calls once; for close(2), which must never be repeated. */
  long once(Syscall syscall, Object... arguments) {
    @Nullable Pointer[] p = new Pointer[ARGUMENTS];
    for (int i = 0; i < arguments.length; i++) {
      p[i] = arguments[i] instanceof Pointer pointer ? pointer : constant(arguments[i]);
    }
    long result = Libc.syscall(syscall.number(arch), p[0], p[1], p[2], p[3], p[4], p[5]);
    // nothing may stand between the call and this line: errno belongs to the thread
    return result == -1 ? -Native.getLastError() : result;
  }

  /** Calls, and turns an error into an exception that names {@code object}. */
  long must(String object, Syscall syscall, Object... arguments) throws SysException {
    return checked(call(syscall, arguments), object, syscall);
  }

  static long checked(long result, String object, Syscall syscall) throws SysException {
    if (result < 0) {
      throw new SysException(syscall.manual(), object, (int) -result);
    }
    return result;
  }

  private static @Nullable Pointer constant(Object argument) {
    long value = ((Number) argument).longValue();
    return value == 0 ? null : Pointer.createConstant(value);
  }

  /** Zeroed memory; what JNA hands out is not. */
  static Memory zeroed(long size) {
    Memory memory = new Memory(size);
    memory.clear();
    return memory;
  }

  /** A file name as the kernel wants it: UTF-8 whatever the locale, ended by a zero byte. */
  static Memory text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Memory memory = zeroed(bytes.length + 1L);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }
}
