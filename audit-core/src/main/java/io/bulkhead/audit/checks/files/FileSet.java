package io.bulkhead.audit.checks.files;

import io.bulkhead.audit.snapshot.HostSnapshot;

/** Says which files of a host a check is about. */
@FunctionalInterface
interface FileSet {
  Chosen on(HostSnapshot host);
}
