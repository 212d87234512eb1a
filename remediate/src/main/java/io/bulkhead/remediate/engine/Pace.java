package io.bulkhead.remediate.engine;

/** Time as the engine's driver sees it. */
interface Pace {
  /** Milliseconds on a clock that never jumps. */
  long millis();

  /** Lets time pass; returns early, with the interrupt flag set, when interrupted. */
  void pause(long millis);

  /** The real one. */
  Pace REAL =
      new Pace() {
        @Override
        public long millis() {
          return System.nanoTime() / 1_000_000;
        }

        @Override
        public void pause(long millis) {
          try {
            Thread.sleep(millis);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };
}
