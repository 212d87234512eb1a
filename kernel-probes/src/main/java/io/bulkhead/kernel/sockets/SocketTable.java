package io.bulkhead.kernel.sockets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses /proc/net/{tcp,tcp6,udp,udp6} (proc_pid_net(5)). Columns are separated by blanks: number,
 * local address, remote address, state; the inode is the tenth.
 */
public final class SocketTable {
  private static final int LISTEN = 0x0a;
  private static final int UNCONNECTED = 0x07;
  private static final int ESTABLISHED = 0x01;

  /** A waiting socket. */
  public record Row(String protocol, String address, int port, long inode) {}

  /** The other end of an open connection to a local port. */
  record Connection(String peer, int port) {}

  private SocketTable() {}

  /** Open TCP connections whose local port is one of these. */
  static List<Connection> connections(byte[] table, Set<Integer> ports) {
    List<Connection> found = new ArrayList<>();
    int at = lineEnd(table, 0) + 1;
    while (at < table.length) {
      int end = lineEnd(table, at);
      Columns columns = new Columns(table, at, end);
      if (columns.state() == ESTABLISHED && ports.contains(columns.localPort())) {
        found.add(new Connection(columns.peer(), columns.localPort()));
      }
      at = end + 1;
    }
    return found;
  }

  /** TCP sockets that listen, or UDP sockets that take datagrams from anybody. */
  public static List<Row> waiting(String protocol, byte[] table) {
    int wanted = protocol.startsWith("tcp") ? LISTEN : UNCONNECTED;
    List<Row> rows = new ArrayList<>();
    int at = lineEnd(table, 0) + 1;
    while (at < table.length) {
      int end = lineEnd(table, at);
      Columns columns = new Columns(table, at, end);
      if (columns.state() == wanted && columns.remotePort() == 0) {
        Row row = columns.row(protocol);
        if (row.port() > 0 && row.inode() >= 0) {
          rows.add(row);
        }
      }
      at = end + 1;
    }
    return rows;
  }

  private static int lineEnd(byte[] table, int from) {
    int end = from;
    while (end < table.length && table[end] != '\n') {
      end++;
    }
    return end;
  }

  /** One line; fields are found by counting blanks, without garbage. */
  private record Columns(byte[] table, int from, int to) {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private int start(int column) {
      int at = from;
      for (int i = 0; ; i++) {
        while (at < to && table[at] == ' ') {
          at++;
        }
        if (i == column || at >= to) {
          return at;
        }
        while (at < to && table[at] != ' ') {
          at++;
        }
      }
    }

    private int end(int start) {
      int at = start;
      while (at < to && table[at] != ' ') {
        at++;
      }
      return at;
    }

    private int colon(int start) {
      int at = start;
      while (at < to && table[at] != ':' && table[at] != ' ') {
        at++;
      }
      return at;
    }

    int state() {
      int start = start(STATE);
      return (int) hex(start, end(start));
    }

    int localPort() {
      int start = start(LOCAL);
      return (int) hex(colon(start) + 1, end(start));
    }

    String peer() {
      int start = start(REMOTE);
      return Addresses.text(
          new String(table, start, colon(start) - start, StandardCharsets.US_ASCII));
    }

    int remotePort() {
      int start = start(REMOTE);
      return (int) hex(colon(start) + 1, end(start));
    }

    Row row(String protocol) {
      int local = start(LOCAL);
      int colon = colon(local);
      String address = new String(table, local, colon - local, StandardCharsets.US_ASCII);
      int inode = start(INODE);
      return new Row(
          protocol,
          Addresses.text(address),
          (int) hex(colon + 1, end(local)),
          decimal(inode, end(inode)));
    }

    /** -1 for anything that is not a short hexadecimal number. */
    private long hex(int start, int end) {
      long value = start < end && end - start < 9 ? 0 : -1;
      for (int i = start; i < end && value >= 0; i++) {
        int digit = Character.digit(table[i], 16);
        value = digit < 0 ? -1 : value << 4 | digit;
      }
      return value;
    }

    private long decimal(int start, int end) {
      long value = start < end && end - start < 19 ? 0 : -1;
      for (int i = start; i < end && value >= 0; i++) {
        int digit = Character.digit(table[i], 10);
        value = digit < 0 ? -1 : value * 10 + digit;
      }
      return value;
    }
  }
}
