package io.bulkhead.remediate.apply;

import java.util.Optional;
import java.util.function.Consumer;

/** Whether somebody asked this process to stop while a change set is open. */
@FunctionalInterface
public interface Signals {
  /**
   * From now on a signal does not end the process; it is remembered.
   *
   * @param heard is told the name of every signal that asks to stop
   */
  Hold hold(Consumer<String> heard);

  /** The same with nobody to tell. */
  default Hold hold() {
    return hold(name -> {});
  }

  /** A process that nobody signals. */
  Signals NONE =
      heard ->
          new Hold() {
            @Override
            public Optional<String> received() {
              return Optional.empty();
            }

            @Override
            public void close() {}
          };

  /** The time between BEGIN and END. */
  interface Hold extends AutoCloseable {
    /** Name of the first signal that asked to stop: INT or TERM. */
    Optional<String> received();

    /** Signals end the process again. */
    @Override
    void close();
  }
}
