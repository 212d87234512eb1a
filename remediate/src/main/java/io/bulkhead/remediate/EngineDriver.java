package io.bulkhead.remediate;

/** Tells the engine that its files changed, and asks it what it does now. */
public interface EngineDriver {
  /** Where the engine stands between the two ends of an action. */
  enum Standing {
    BEFORE,
    AFTER,
    /** Neither, or nothing that can be asked tells the two apart. */
    OTHER
  }

  /** Makes the engine re-read its file (SIGHUP) and waits until it answers. */
  void reload(EngineAction action, Progress progress) throws EngineFailed;

  /**
   * Restarts the engine: stops containers first where the action says so, waits until the engine
   * answers, starts the containers that ran before and do not come back by themselves.
   */
  void restart(EngineAction action, Progress progress) throws EngineFailed;

  /**
   * Asks whether the engine is healthy: it answers and goes on answering, shows the intended
   * values, and the containers that ran before run again. Returns one sentence.
   */
  String verify(EngineAction action, Progress progress) throws EngineFailed;

  /** Compares what the engine shows now with both ends of the action. */
  Standing standing(EngineAction action);

  /**
   * The engine did not do what it was told; the message is what was seen, with the engine's words.
   */
  final class EngineFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineFailed(String sentence) {
      super(sentence);
    }
  }
}
