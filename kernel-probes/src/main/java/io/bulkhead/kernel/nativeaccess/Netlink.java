package io.bulkhead.kernel.nativeaccess;

import com.sun.jna.Memory;
import io.bulkhead.kernel.files.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One request over a netlink socket (netlink(7)) and its answers. An acknowledgement may come
 * before, between or after them.
 */
final class Netlink {
  static final int AUDIT = 9;
  static final int SOCK_DIAG = 4;
  static final int REQUEST = 1;
  static final int ACK = 4;
  static final int DUMP = 0x300;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVTIMEO = 20;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int HEAD = 16;
  private static final int ROOM = 1 << 16;
  private static final int MOST = 1 << 16;

  private final Calls calls;
  private final List<byte[]> answers = new ArrayList<>();
  private boolean acknowledged;
  private boolean done;
  private long failure;

  Netlink(Calls calls) {
    this.calls = calls;
  }

  /**
   * Asks, and takes answers until the kernel says that there are no more.
   *
   * @param many answers end with a message of their own; else one answer and the acknowledgement do
   * @return 0, or a negated error number
   */
  long ask(int protocol, int type, int flags, byte[] payload, boolean many) {
    long fd = calls.call(Syscall.SOCKET, AF_NETLINK, SOCK_RAW | Arch.O_CLOEXEC, protocol);
    if (fd < 0) {
      return fd;
    }
    try (Memory buffer = Calls.zeroed(ROOM)) {
      Memory second = Calls.zeroed(16);
      second.setLong(0, 1);
      calls.call(Syscall.SETSOCKOPT, fd, SOL_SOCKET, SO_RCVTIMEO, second, 16);
      long sent = send(fd, type, flags, payload);
      while (sent >= 0 && failure == 0 && !finished(many)) {
        long got = calls.call(Syscall.RECVFROM, fd, buffer, ROOM, 0, 0, 0);
        if (got <= 0) {
          return got == 0 ? -Errno.EIO : got;
        }
        take(buffer.getByteArray(0, (int) got), type);
      }
      return sent < 0 ? sent : failure;
    } finally {
      calls.once(Syscall.CLOSE, fd);
    }
  }

  private boolean finished(boolean many) {
    return many ? done || answers.size() > MOST : acknowledged && !answers.isEmpty();
  }

  List<byte[]> answers() {
    return answers;
  }

  private long send(long fd, int type, int flags, byte[] payload) {
    ByteBuffer message = ByteBuffer.allocate(HEAD + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    message.putInt(HEAD + payload.length).putShort((short) type).putShort((short) flags);
    message.putInt(1).putInt(0).put(payload);
    Memory bytes = Calls.zeroed(message.capacity());
    bytes.write(0, message.array(), 0, message.capacity());
    // struct sockaddr_nl with pid 0: the kernel
    Memory kernel = Calls.zeroed(12);
    kernel.setShort(0, (short) AF_NETLINK);
    return calls.call(Syscall.SENDTO, fd, bytes, message.capacity(), 0, kernel, 12);
  }

  private void take(byte[] datagram, int type) {
    ByteBuffer in = ByteBuffer.wrap(datagram).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (at + HEAD <= datagram.length) {
      int length = in.getInt(at);
      if (length < HEAD || at + length > datagram.length) {
        failure = -Errno.EIO;
        return;
      }
      int kind = in.getShort(at + 4) & 0xffff;
      if (kind == NLMSG_ERROR) {
        int error = length >= HEAD + 4 ? in.getInt(at + HEAD) : 0;
        failure = error;
        acknowledged = true;
      } else if (kind == NLMSG_DONE) {
        done = true;
      } else if (kind == type) {
        answers.add(Arrays.copyOfRange(datagram, at + HEAD, at + length));
      }
      at += (length + 3) & ~3;
    }
  }
}
