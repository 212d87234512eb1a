package io.bulkhead.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Which calls of a run are broken: all of them, or a share that has every kind of call in it. */
final class Moments {
  /** {@code ./test --full}: every call. */
  static final boolean FULL = Boolean.getBoolean("bulkhead.full");

  private static final int WORKERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private Moments() {}

  /** Something done at a call, counted from 1. */
  interface At {
    void call(int number) throws Exception;
  }

  /** The numbers of calls to break; {@code share} of the calls where not all are. */
  static List<Integer> of(List<String> calls, int share) {
    Set<String> kinds = new HashSet<>();
    List<Integer> chosen = new ArrayList<>();
    int step = FULL ? 1 : Math.max(1, calls.size() / share);
    for (int i = 0; i < calls.size(); i++) {
      boolean newKind = kinds.add(calls.get(i).split(" ", 2)[0]);
      if (newKind || i % step == 0 || i == calls.size() - 1) {
        chosen.add(i + 1);
      }
    }
    return chosen;
  }

  /** The numbers from 1. */
  static List<Integer> upTo(int last) {
    List<Integer> all = new ArrayList<>();
    for (int i = 1; i <= last; i++) {
      all.add(i);
    }
    return all;
  }

  /** Does something at each number, as many at a time as there are processors. */
  static void each(List<Integer> numbers, At at) throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int number : numbers) {
        all.add(
            workers.submit(
                () -> {
                  at.call(number);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      workers.shutdownNow();
    }
  }
}
