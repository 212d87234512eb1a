package io.bulkhead.remediate.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The framing of one record: {@code length(8 hex) crc32c(8 hex) json newline}. */
final class Line {
  /** A record with its frame is no longer than this, so that a write of it is small. */
  static final int LIMIT = 4096;

  private static final int HEAD = 18;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Line() {}

  /** A record found in bytes, and where the next one starts. */
  record Found(JsonNode json, int end) {}

  static byte[] encode(JsonNode json) {
    byte[] body = bytes(json);
    if (HEAD + body.length + 1 > LIMIT) {
      throw new IllegalArgumentException("a journal record of " + body.length + " bytes");
    }
    String head = String.format(Locale.ROOT, "%08x %08x ", body.length, crc(body, 0, body.length));
    byte[] line = new byte[HEAD + body.length + 1];
    System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, line, 0, HEAD);
    System.arraycopy(body, 0, line, HEAD, body.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /** The record that starts at an offset; empty if what is there is none. */
  static Optional<Found> decode(byte[] bytes, int at) {
    if (bytes.length - at < HEAD + 1 || bytes[at + 8] != ' ' || bytes[at + 17] != ' ') {
      return Optional.empty();
    }
    long length = hex(bytes, at);
    long crc = hex(bytes, at + 9);
    if (length < 2 || length > LIMIT || crc < 0 || at + HEAD + length + 1 > bytes.length) {
      return Optional.empty();
    }
    int end = at + HEAD + (int) length;
    if (bytes[end] != '\n' || crc(bytes, at + HEAD, (int) length) != crc) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(bytes, at + HEAD, (int) length);
      return json != null && json.isObject()
          ? Optional.of(new Found(json, end + 1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON nodes can always be written", e);
    }
  }

  private static long crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return crc.getValue();
  }

  /** Eight lower-case hex digits; -1 if they are not. */
  private static long hex(byte[] bytes, int at) {
    long value = 0;
    for (int i = at; i < at + 8; i++) {
      int digit = "0123456789abcdef".indexOf(bytes[i]);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
