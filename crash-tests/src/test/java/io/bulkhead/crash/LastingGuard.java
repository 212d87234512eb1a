package io.bulkhead.crash;

import io.bulkhead.remediate.apply.Guard;
import io.bulkhead.remediate.apply.Tree;
import io.bulkhead.remediate.state.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A guard whose clock stands still between processes; what its timers would do, the test does. */
final class LastingGuard implements Guard {
  private static final Duration FIRST = Duration.ofHours(3);

  private final Path clock;

  LastingGuard(Tree tree) {
    clock = tree.root.resolve("uptime");
  }

  @Override
  public Optional<String> refusal() {
    return Optional.empty();
  }

  @Override
  public void watchBoot(Folder state) {
    // the test recovers as a boot would
  }

  @Override
  public String start(String set, int turn, Duration within) {
    return set + "-" + turn;
  }

  @Override
  public void stop(String timer) {
    // no timer of its own runs
  }

  @Override
  public void dismiss() {
    // nothing was put into the system
  }

  @Override
  public void log(String sentence) {
    // nobody listens
  }

  @Override
  public void tell(String sentence) {
    // nobody listens
  }

  @Override
  public Duration uptime() {
    try {
      return Files.exists(clock) ? Duration.parse(Files.readString(clock)) : FIRST;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets time pass. */
  void pass(Duration time) {
    try {
      Files.writeString(clock, uptime().plus(time).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
