package io.bulkhead.daemon.settings;

import io.bulkhead.audit.snapshot.Strength;
import io.bulkhead.daemon.flags.CommandLine;
import io.bulkhead.daemon.options.EngineVersion;
import java.util.Map;
import java.util.Optional;

/**
 * A start of the engine, past or next, with all that decides its settings.
 *
 * @param flagsFrom where the command line was read: {@code /proc/812/cmdline}
 * @param unseen why the command line is not known; empty if it is
 * @param environment variables of the process; empty if not known
 * @param fileStrength what a value or a gap in the file is worth: assumed if the file may have
 *     changed since the start
 * @param version of the engine; empty if unknown
 * @param versionStrength what a default is worth
 */
public record Start(
    CommandLine flags,
    String flagsFrom,
    String unseen,
    Map<String, String> environment,
    FileText file,
    Strength fileStrength,
    Optional<EngineVersion> version,
    Strength versionStrength) {

  public Start {
    environment = Map.copyOf(environment);
  }
}
