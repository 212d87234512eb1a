package io.bulkhead.remediate.state;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Sha256;
import io.bulkhead.remediate.files.StepContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** Contents by digest, each flushed before its name exists, never edited. */
public final class Blobs {
  private static final String DIRECTORY = "blobs";
  private static final String UNFINISHED = ".tmp";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Folder state;

  public Blobs(Folder state) {
    this.state = state;
  }

  /** Keeps bytes durably and returns their digest. */
  public String put(byte[] bytes) throws SysException {
    String digest = Sha256.hex(bytes);
    try (Folder blobs = state.sub(DIRECTORY)) {
      if (blobs.has(digest) && get(digest).isPresent()) {
        return digest;
      }
      blobs.remove(digest);
      String unfinished = digest + UNFINISHED;
      blobs.write(unfinished, bytes);
      state.sys().renameNoReplace(blobs.fd(), unfinished, digest);
      blobs.flush();
    }
    return digest;
  }

  /** The bytes with a digest; empty if they are not kept or no longer match it. */
  public Optional<byte[]> get(String digest) throws SysException {
    if (!DIGEST.matcher(digest).matches()) {
      return Optional.empty();
    }
    try (Folder blobs = state.sub(DIRECTORY)) {
      return blobs
          .read(digest, StepContext.LARGEST)
          .filter(bytes -> Sha256.hex(bytes).equals(digest));
    } catch (SysException e) {
      if (e.is(Errno.EFBIG)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Removes bytes durably. */
  public void remove(String digest) throws SysException {
    try (Folder blobs = state.sub(DIRECTORY)) {
      blobs.remove(digest);
      blobs.flush();
    }
  }

  /** Removes what a crash left half written. */
  public void sweep() throws SysException {
    try (Folder blobs = state.sub(DIRECTORY)) {
      for (String name : blobs.names()) {
        if (name.endsWith(UNFINISHED)) {
          blobs.remove(name);
        }
      }
    }
  }
}
