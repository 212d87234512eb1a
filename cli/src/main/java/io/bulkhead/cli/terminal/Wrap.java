package io.bulkhead.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Breaks text into lines at blanks; a word longer than a line is broken where the line ends. */
public final class Wrap {
  private static final Set<String> COMMANDS =
      Set.of(
          "apt-get",
          "cat",
          "chmod",
          "chown",
          "cp",
          "dnf",
          "docker",
          "dockerd",
          "echo",
          "getfacl",
          "gpasswd",
          "grep",
          "install",
          "journalctl",
          "ls",
          "mkdir",
          "mv",
          "printf",
          "rm",
          "setfacl",
          "sed",
          "stat",
          "sudo",
          "sysctl",
          "systemctl",
          "usermod");

  private Wrap() {}

  /**
   * The lines of a text.
   *
   * @param width most characters of a line; {@link Integer#MAX_VALUE} for no breaks
   */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int length = text.length();
    while (length - start > width) {
      int blank = text.lastIndexOf(' ', start + width);
      if (blank > start) {
        lines.add(text.substring(start, blank).stripTrailing());
        start = blank + 1;
      } else {
        int end = start + width;
        end -= Character.isHighSurrogate(text.charAt(end - 1)) ? 1 : 0;
        lines.add(text.substring(start, end));
        start = end;
      }
    }
    lines.add(text.substring(start));
    return lines;
  }

  /** Prints a text with all its lines painted, the later ones indented. */
  public static void print(Channel out, String text, int margin, UnaryOperator<String> paint) {
    int width = out.width();
    String before = "";
    for (String line : lines(text, width == Integer.MAX_VALUE ? width : width - margin)) {
      out.line(before + paint.apply(line));
      before = " ".repeat(margin);
    }
  }

  /**
   * Prints something that may be pasted into a shell: a command that does not fit goes on after a
   * backslash, so that it stays one command.
   */
  public static void printStep(Channel out, int margin, String text) {
    int width = out.width();
    int room = width == Integer.MAX_VALUE ? width : Math.max(20, width - margin - 2);
    List<String> lines = lines(text, room);
    boolean command = COMMANDS.contains(text.split(" ", 2)[0]);
    for (int i = 0; i < lines.size(); i++) {
      boolean goesOn = command && i < lines.size() - 1;
      out.line(" ".repeat(margin) + lines.get(i) + (goesOn ? " \\" : ""));
    }
  }

  /** Prints a text with a start for its first line and as many blanks before the others. */
  public static void print(Channel out, String start, int margin, String text) {
    int width = out.width();
    String before = start;
    int room = width == Integer.MAX_VALUE ? width : Math.max(20, width - margin);
    for (String line : lines(text, room)) {
      out.line(before + line);
      before = " ".repeat(margin);
    }
  }
}
