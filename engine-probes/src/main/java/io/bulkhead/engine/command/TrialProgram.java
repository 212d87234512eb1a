package io.bulkhead.engine.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A program of a few machine instructions that ends at once with status 0, packed as the only file
 * of an image. It reads, writes and opens nothing; whether it starts depends on the engine alone.
 */
final class TrialProgram {
  /** Its place in the image. */
  static final String PATH = "trial";

  private static final int TAR_BLOCK = 512;
  private static final int HEADERS = 64 + 56;
  private static final long LOAD_ADDRESS = 0x400000L;
  private static final short EM_X86_64 = 62;
  private static final short EM_AARCH64 = 183;

  /** {@code mov eax, 60 (exit); xor edi, edi; syscall} */
  private static final byte[] EXIT_X86_64 = {
    (byte) 0xb8, 60, 0, 0, 0, 0x31, (byte) 0xff, 0x0f, 0x05
  };

  /** {@code mov x8, #93 (exit); mov x0, #0; svc #0} */
  private static final byte[] EXIT_AARCH64 = {
    (byte) 0xa8,
    0x0b,
    (byte) 0x80,
    (byte) 0xd2,
    0,
    0,
    (byte) 0x80,
    (byte) 0xd2,
    1,
    0,
    0,
    (byte) 0xd4
  };

  private TrialProgram() {}

  /**
   * A tar archive with the program; empty for an architecture there is none for.
   *
   * @param architecture as GET /version calls it: {@code amd64}, {@code arm64}
   */
  static Optional<byte[]> archive(String architecture) {
    return switch (architecture) {
      case "amd64" -> Optional.of(tar(elf(EM_X86_64, EXIT_X86_64)));
      case "arm64" -> Optional.of(tar(elf(EM_AARCH64, EXIT_AARCH64)));
      default -> Optional.empty();
    };
  }

  /** An executable of one loaded segment (elf(5)). */
  private static byte[] elf(short machine, byte[] code) {
    int size = HEADERS + code.length;
    ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
    elf.putShort((short) 2).putShort(machine).putInt(1);
    elf.putLong(LOAD_ADDRESS + HEADERS).putLong(64).putLong(0).putInt(0);
    elf.putShort((short) 64).putShort((short) 56).putShort((short) 1);
    elf.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    elf.putInt(1).putInt(5).putLong(0).putLong(LOAD_ADDRESS).putLong(LOAD_ADDRESS);
    elf.putLong(size).putLong(size).putLong(0x1000);
    elf.put(code);
    return elf.array();
  }

  /** One regular file of mode 0755 (tar(5), ustar). */
  private static byte[] tar(byte[] content) {
    byte[] header = new byte[TAR_BLOCK];
    put(header, 0, PATH);
    put(header, 100, "0000755\0");
    put(header, 108, "0000000\0");
    put(header, 116, "0000000\0");
    put(header, 124, String.format(Locale.ROOT, "%011o\0", content.length));
    put(header, 136, "00000000000\0");
    put(header, 148, "        ");
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.writeBytes(header);
    tar.writeBytes(content);
    int padding = (TAR_BLOCK - content.length % TAR_BLOCK) % TAR_BLOCK;
    tar.writeBytes(new byte[padding + 2 * TAR_BLOCK]);
    return tar.toByteArray();
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
