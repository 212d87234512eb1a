package io.bulkhead.remediate;

import java.util.List;

/** A physical step: what one executor does, with both ends. */
public sealed interface Step {
  /** Position in the set, from 1. */
  int seq();

  /** Numbers of the changes this step carries out. */
  List<Integer> changes();

  /** What is touched: a path, or the engine. */
  String target();

  /** The step backwards, at the same position. */
  Step inverse();

  /** A regular file replaced, created or deleted; content by digest. */
  record PutFile(int seq, List<Integer> changes, String target, FileState before, FileState after)
      implements Step {
    public PutFile {
      changes = List.copyOf(changes);
    }

    @Override
    public Step inverse() {
      return new PutFile(seq, changes, target, after, before);
    }
  }

  /** Mode and owner set in place, the inode stays. */
  record SetAttributes(
      int seq, List<Integer> changes, String target, Attributes before, Attributes after)
      implements Step {
    public SetAttributes {
      changes = List.copyOf(changes);
    }

    @Override
    public Step inverse() {
      return new SetAttributes(seq, changes, target, after, before);
    }
  }

  /**
   * A directory made or removed.
   *
   * @param present true to make it, false to remove it when it is empty
   */
  record Directory(
      int seq, List<Integer> changes, String target, Attributes attributes, boolean present)
      implements Step {
    public Directory {
      changes = List.copyOf(changes);
    }

    @Override
    public Step inverse() {
      return new Directory(seq, changes, target, attributes, !present);
    }
  }

  /** The engine reloads or restarts. */
  record Engine(int seq, List<Integer> changes, EngineAction action) implements Step {
    public Engine {
      changes = List.copyOf(changes);
    }

    @Override
    public String target() {
      return "docker engine";
    }

    @Override
    public Step inverse() {
      return new Engine(seq, changes, action.inverse());
    }
  }

  /**
   * Something of the host reads its files again, which steps before it changed. Going back makes it
   * read them once more, after the files are back.
   *
   * @param names what must be in force afterwards, in the reader's own words
   * @param present whether {@code names} are in force afterwards; false on the way back
   */
  record Reread(int seq, List<Integer> changes, Reader reader, List<String> names, boolean present)
      implements Step {
    public Reread {
      changes = List.copyOf(changes);
      names = List.copyOf(names);
    }

    @Override
    public String target() {
      return reader.says();
    }

    @Override
    public Step inverse() {
      return new Reread(seq, changes, reader, names, !present);
    }
  }

  /** A value of the host that is no file. */
  record SetValue(int seq, List<Integer> changes, Setting setting, String before, String after)
      implements Step {
    public SetValue {
      changes = List.copyOf(changes);
    }

    @Override
    public String target() {
      return setting.says();
    }

    @Override
    public Step inverse() {
      return new SetValue(seq, changes, setting, after, before);
    }
  }
}
