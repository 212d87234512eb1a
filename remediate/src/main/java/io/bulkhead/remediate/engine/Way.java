package io.bulkhead.remediate.engine;

import io.bulkhead.remediate.EngineDriver.EngineFailed;
import java.util.List;
import java.util.Optional;

/** How this engine is told to reload and restart. */
interface Way {
  /** Makes it re-read its file; returns before it has done so. */
  void reload() throws EngineFailed;

  /** Ends the running engine, if one runs, and starts it. */
  void restart() throws EngineFailed;

  /** Which process runs now: another text after each start; empty if none does. */
  String incarnation();

  /** Why waiting longer is in vain; empty while there is hope. */
  Optional<String> trouble();

  /** The last lines of the engine's log. */
  List<String> lastWords();
}
