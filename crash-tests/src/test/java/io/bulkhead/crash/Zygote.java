package io.bulkhead.crash;

import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that has done all deeds once and then makes a process of itself for each line it reads: a
 * run costs a fork instead of the start of a JVM.
 *
 * <p>Arguments: the preloaded library, and a directory to train in. A line is the root of a tree,
 * {@link Deed}, {@link Scenario}, {@link Protocol}, then where the calls and the words go, the
 * number of the call, the fault and the flush to fake, with tabs between. Answers to each with the
 * number of the process and, once it has ended, its status.
 */
final class Zygote {
  private final NativeLibrary shim;

  private Zygote(NativeLibrary shim) {
    this.shim = shim;
  }

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws Exception {
    Zygote zygote = new Zygote(NativeLibrary.getInstance(args[0]));
    Training.in(Path.of(args[1]));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      zygote.run(List.of(line.split("\t", -1)));
    }
  }

  @SuppressWarnings("SystemOut")
  private void run(List<String> order) throws Exception {
    Thread.getAllStackTraces(); // stops all threads for a moment, so that none holds a lock below
    int process =
        call(
            "crash_fork",
            order.get(4),
            order.get(5),
            new NativeLong(Long.parseLong(order.get(6))),
            order.get(7),
            order.get(8));
    if (process == 0) {
      rename(call("getpid"));
      call("crash_exit", Child.run(order.subList(0, 4)));
    }
    System.out.println(process);
    System.out.println(call("crash_wait", process));
  }

  /** A JVM asks for the number of its process once and remembers it; this one has a new one. */
  private static void rename(long pid) throws ReflectiveOperationException {
    Field number = ProcessHandle.current().getClass().getDeclaredField("pid");
    number.setAccessible(true);
    number.setLong(ProcessHandle.current(), pid);
  }

  private int call(String name, Object... arguments) {
    return shim.getFunction(name).invokeInt(arguments);
  }
}
