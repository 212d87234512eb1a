package io.bulkhead.remediate.guard;

import io.bulkhead.remediate.apply.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the login that this process belongs to, by its ancestors: it began with the first process
 * below the program that let the user in, or, over SSH, with the connection itself, since more
 * shells can be opened in an old connection. sudo, su and shells in between do not matter; a
 * terminal multiplexer is as old as its server.
 */
public final class Logins {
  /** Programs that let users in; they are older than the logins they serve. */
  private static final Set<String> GATES =
      Set.of("systemd", "init", "login", "agetty", "getty", "sshd", "sshd-session", "dropbear");

  private static final int STARTED = 19;
  private static final int PARENT = 1;

  /** USER_HZ, in which proc(5) counts: 100 on every architecture of Linux that Docker runs on. */
  private static final int MILLIS_PER_TICK = 10;

  private Logins() {}

  /**
   * A process of the chain.
   *
   * @param name the kernel's short name
   * @param title the command line as it shows now
   * @param ticks start time in clock ticks since boot
   * @param ssh SSH_CONNECTION of its environment; empty for none
   */
  record Ancestor(String name, String title, long ticks, String ssh) {
    boolean gate() {
      return GATES.contains(name);
    }

    /** The process of one connection: {@code sshd: root [priv]}, not the one that listens. */
    boolean connection() {
      return title.startsWith("sshd")
          && title.contains(": ")
          && !title.contains("[listener]")
          && !title.contains("/sshd -");
    }
  }

  /** The login of this process. */
  public static Login current() {
    return of(read(Path.of("/proc"), ProcessHandle.current().pid()));
  }

  /**
   * The login of a chain.
   *
   * @param chain this process first, then its ancestors; never empty
   */
  static Login of(List<Ancestor> chain) {
    long began = chain.get(0).ticks();
    String ssh = "";
    int i = 0;
    while (i < chain.size() && (i == 0 || !chain.get(i).gate())) {
      began = chain.get(i).ticks();
      ssh = ssh.isEmpty() ? chain.get(i).ssh() : ssh;
      i++;
    }
    for (; i < chain.size(); i++) {
      if (chain.get(i).connection()) {
        began = Math.min(began, chain.get(i).ticks());
      }
    }
    return new Login(Duration.ofMillis(began * MILLIS_PER_TICK), ssh);
  }

  private static List<Ancestor> read(Path proc, long self) {
    List<Ancestor> chain = new ArrayList<>();
    long pid = self;
    while (pid > 1) {
      Path process = proc.resolve(Long.toString(pid));
      String stat = text(process.resolve("stat"));
      int open = stat.indexOf('(');
      int close = stat.lastIndexOf(')');
      String[] fields = stat.substring(close + 1).strip().split(" ", -1);
      if (open < 0 || close < open || fields.length <= STARTED) {
        break;
      }
      chain.add(
          new Ancestor(
              stat.substring(open + 1, close),
              text(process.resolve("cmdline")).replace('\0', ' ').strip(),
              Long.parseLong(fields[STARTED]),
              ssh(text(process.resolve("environ")))));
      pid = Long.parseLong(fields[PARENT]);
    }
    return chain;
  }

  private static String ssh(String environ) {
    for (String variable : environ.split("\0", -1)) {
      if (variable.startsWith("SSH_CONNECTION=")) {
        return variable.substring("SSH_CONNECTION=".length());
      }
    }
    return "";
  }

  /** Empty where it may not be read, as the environment of another user's process. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
