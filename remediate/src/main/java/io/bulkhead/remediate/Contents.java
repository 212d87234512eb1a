package io.bulkhead.remediate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** File contents by digest: what the steps of a plan will write. Lives in memory only. */
public final class Contents {
  private final Map<String, byte[]> bySha256 = new HashMap<>();
  private final Set<String> secrets = new HashSet<>();

  /** Keeps bytes and returns their digest. */
  public String put(byte[] bytes) {
    String digest = Sha256.hex(bytes);
    bySha256.put(digest, bytes.clone());
    return digest;
  }

  /** The same for bytes that may be kept nowhere but in the file they are written to. */
  public String putSecret(byte[] bytes) {
    String digest = put(bytes);
    secrets.add(digest);
    return digest;
  }

  /** True if the bytes with this digest may not be kept elsewhere, as among before-images. */
  public boolean secret(String sha256) {
    return secrets.contains(sha256);
  }

  /** True if somebody put bytes with this digest. */
  public boolean has(String sha256) {
    return bySha256.containsKey(sha256);
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
