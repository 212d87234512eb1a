package io.bulkhead.it.traps;

import io.bulkhead.it.EngineUnderTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A container made in a way that other tools judge wrongly, with what has to be said about it. */
final class Staged {
  /** How far its life has come when it is judged. */
  private enum Life {
    CREATED,
    RUNNING,
    ENDED
  }

  private final Life life;
  private final String name;
  private final List<String> options;
  private final List<Expected> expected = new ArrayList<>();
  private String image = "busybox:it";
  private List<String> command = List.of("sleep", "100000");

  private Staged(Life life, String name, String... options) {
    this.life = life;
    this.name = name;
    this.options = List.of(options);
  }

  /**
   * A verdict on one object.
   *
   * @param object a container's name, or kind and name of something else
   * @param trap who says what instead, and why that is wrong
   */
  record Expected(String object, String check, String outcome, String trap) {
    @Override
    public String toString() {
      return check + " " + outcome + " " + object + ": " + trap;
    }
  }

  static Staged running(String name, String... options) {
    return new Staged(Life.RUNNING, name, options);
  }

  static Staged created(String name, String... options) {
    return new Staged(Life.CREATED, name, options);
  }

  static Staged ended(String name, String... options) {
    return new Staged(Life.ENDED, name, options).does("sh", "-c", ":");
  }

  Staged from(String reference) {
    image = reference;
    return this;
  }

  Staged does(String... words) {
    command = List.of(words);
    return this;
  }

  Staged fails(String check, String trap) {
    return is("fail", check, trap);
  }

  Staged passes(String check, String trap) {
    return is("pass", check, trap);
  }

  Staged is(String outcome, String check, String trap) {
    expected.add(new Expected(name, check, outcome, trap));
    return this;
  }

  List<Expected> expected() {
    return expected;
  }

  void make(EngineUnderTest engine) {
    List<String> words = new ArrayList<>();
    words.addAll(life == Life.CREATED ? List.of("create") : List.of("run"));
    if (life == Life.RUNNING) {
      words.add("-d");
    }
    words.addAll(List.of("--name", name, "--stop-signal", "KILL"));
    words.addAll(options);
    words.add(image);
    words.addAll(command);
    engine.docker(words.toArray(String[]::new)).exits(0);
  }

  static List<Expected> expected(Staged... all) {
    return Arrays.stream(all).flatMap(one -> one.expected().stream()).toList();
  }
}
