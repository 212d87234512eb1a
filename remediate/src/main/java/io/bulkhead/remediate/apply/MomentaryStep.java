package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Errno;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.state.Blobs;
import java.io.IOException;

/** Keeps a step that no manifest has as a blob, for recovery. */
final class MomentaryStep {
  private MomentaryStep() {}

  static String save(Blobs blobs, Step.PutFile step) throws SysException {
    return blobs.put(SetJson.write(step));
  }

  static Step.PutFile load(Blobs blobs, String digest) throws SysException {
    byte[] json =
        blobs.get(digest).orElseThrow(() -> new SysException("read", "blob " + digest, Errno.EIO));
    try {
      return (Step.PutFile) SetJson.read(json, Step.class);
    } catch (IOException | ClassCastException e) {
      throw new SysException("read", "blob " + digest, Errno.EIO);
    }
  }
}
