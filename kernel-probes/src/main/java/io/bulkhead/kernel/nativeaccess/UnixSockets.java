package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.probes.Got;
import io.bulkhead.kernel.probes.HostCalls.Peer;
import io.bulkhead.kernel.probes.HostCalls.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Unix sockets: whom one belongs to (unix(7)), and all of them by sock_diag(7). */
final class UnixSockets {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int PATH = 108;
  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int SHOW_NAME = 1;
  private static final int SHOW_PEER = 4;
  private static final int NAME = 0;
  private static final int PEER = 2;

  private final boolean mayConnect;

  UnixSockets(boolean mayConnect) {
    this.mayConnect = mayConnect;
  }

  Got<Peer> peer(Calls calls, String path) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (!mayConnect || name.length >= PATH) {
      return Got.error(Got.NO_DATA);
    }
    int kind = SOCK_STREAM | Arch.O_CLOEXEC | Arch.O_NONBLOCK;
    long fd = calls.call(Syscall.SOCKET, AF_UNIX, kind, 0);
    if (fd < 0) {
      return KernelCalls.error(fd);
    }
    try {
      Memory address = Calls.zeroed(PATH + 2L);
      address.setShort(0, (short) AF_UNIX);
      address.write(2, name, 0, name.length);
      long connected = calls.call(Syscall.CONNECT, fd, address, PATH + 2);
      if (connected < 0) {
        return KernelCalls.error(connected);
      }
      Memory credentials = Calls.zeroed(12);
      Memory size = Calls.zeroed(4);
      size.setInt(0, 12);
      long result = calls.call(Syscall.GETSOCKOPT, fd, SOL_SOCKET, SO_PEERCRED, credentials, size);
      return result < 0
          ? KernelCalls.error(result)
          : Got.of(
              new Peer(
                  credentials.getInt(0),
                  credentials.getInt(4) & 0xffffffffL,
                  credentials.getInt(8) & 0xffffffffL));
    } finally {
      calls.once(Syscall.CLOSE, fd);
    }
  }

  /** Where unix_diag is a module that is not loaded, asking would load it. */
  private static boolean answersAlready() {
    try {
      Path modules = Path.of("/proc/modules");
      if (!Files.exists(modules)) {
        return true;
      }
      try (Stream<String> lines = Files.lines(modules)) {
        if (lines.anyMatch(line -> line.startsWith("unix_diag "))) {
          return true;
        }
      }
      String release = System.getProperty("os.version", "");
      try (Stream<String> lines =
          Files.lines(Path.of("/lib/modules", release, "modules.builtin"))) {
        return lines.anyMatch(line -> line.endsWith("/unix_diag.ko"));
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  Got<List<UnixSocket>> dump(Calls calls) {
    if (!answersAlready()) {
      return Got.error("unix_diag is not loaded, and is not loaded for this");
    }
    ByteBuffer request = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    request.put((byte) AF_UNIX).put((byte) 0).putShort((short) 0);
    request.putInt(-1).putInt(0).putInt(SHOW_NAME | SHOW_PEER).putLong(-1);
    Netlink netlink = new Netlink(calls);
    int flags = Netlink.REQUEST | Netlink.DUMP;
    long result = netlink.ask(Netlink.SOCK_DIAG, SOCK_DIAG_BY_FAMILY, flags, request.array(), true);
    if (result < 0) {
      return KernelCalls.error(result);
    }
    List<UnixSocket> sockets = new ArrayList<>();
    netlink.answers().forEach(answer -> sockets.add(parse(answer)));
    return Got.of(sockets);
  }

  /** struct unix_diag_msg: family, type, state, pad, inode, cookie; then attributes. */
  static UnixSocket parse(byte[] message) {
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    String path = "";
    long peer = 0;
    int at = 16;
    while (at + 4 <= message.length) {
      int length = in.getShort(at) & 0xffff;
      int type = in.getShort(at + 2) & 0x7fff;
      if (length < 4 || at + length > message.length) {
        break;
      }
      if (type == NAME) {
        path = new String(message, at + 4, length - 4, StandardCharsets.UTF_8).replace("\0", "");
      } else if (type == PEER && length >= 8) {
        peer = in.getInt(at + 4) & 0xffffffffL;
      }
      at += (length + 3) & ~3;
    }
    return new UnixSocket(in.getInt(4) & 0xffffffffL, path, in.get(2), peer);
  }
}
