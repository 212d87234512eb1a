package io.bulkhead.remediate.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a log file. */
final class LogTail {
  private static final int LIMIT = 16 << 10;

  private LogTail() {}

  /** At most 16 KiB from the end, nothing before {@code from}. */
  static String of(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long start = Math.max(from, channel.size() - LIMIT);
      ByteBuffer bytes = ByteBuffer.allocate(LIMIT);
      channel.read(bytes, Math.max(0, start));
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }
}
