package io.bulkhead.remediate;

import java.util.HashMap;
import java.util.Map;

/** File contents by digest: what the steps of a plan will write. Lives in memory only. */
public final class Contents {
  private final Map<String, byte[]> bySha256 = new HashMap<>();

  /** Keeps bytes and returns their digest. */
  public String put(byte[] bytes) {
    String digest = Sha256.hex(bytes);
    bySha256.put(digest, bytes.clone());
    return digest;
  }

  /**
   * The bytes with a digest.
   *
   * @throws IllegalStateException if nobody put them: a plan without its contents is our bug
   */
  public byte[] get(String sha256) {
    byte[] bytes = bySha256.get(sha256);
    if (bytes == null) {
      throw new IllegalStateException("no content for digest " + sha256);
    }
    return bytes.clone();
  }
}
