package io.bulkhead.kernel.probes;

import io.bulkhead.audit.snapshot.HostFiles;
import java.time.LocalDate;

/**
 * All that a probe may look at.
 *
 * @param uname what uname(2) calls the release; empty if not known
 * @param uid effective user id of the run
 * @param today for dated tables
 */
public record Sources(
    HostFiles files,
    HostCalls calls,
    HostTools tools,
    EngineFacts engine,
    String uname,
    long uid,
    LocalDate today) {
  /** The same with other system calls. */
  public Sources with(HostCalls others) {
    return new Sources(files, others, tools, engine, uname, uid, today);
  }
}
