package io.bulkhead.crash;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.kernel.files.Sys;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.apply.Sets;
import io.bulkhead.remediate.apply.Tree;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does all that children do, so that their classes are loaded and compiled before the first: a
 * class that comes later may overthrow what is compiled, and that stops all threads.
 */
final class Training {
  private static final int STRIDE = 9;
  private static final int CALLS = 250;
  private static final int EIO = 5;
  private static final String CLASS = ".class";

  private Training() {}

  static void in(Path below) throws Exception {
    load();
    for (Deed deed : Deed.values()) {
      for (Scenario scenario : Scenario.values()) {
        if (deed != Deed.ROLLBACK_PART || Scenario.sets().contains(scenario)) {
          done(below, deed, scenario);
        }
      }
    }
    for (Protocol protocol : Protocol.values()) {
      int stride = protocol == Protocol.SOUND ? STRIDE : 4 * STRIDE;
      for (int call = 1; call < CALLS; call += stride) {
        broken(below, protocol, call);
      }
    }
  }

  /** The classes of this project that change hosts, those for rare trouble too. */
  private static void load() throws Exception {
    for (Class<?> one : List.of(Sys.class, RemediationException.class)) {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        load(place);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          load(jar.getPath("/"));
        }
      }
    }
  }

  private static void load(Path classes) throws Exception {
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (name.endsWith(CLASS) && !name.contains("-info")) {
          Class.forName(name.substring(0, name.length() - CLASS.length()));
        }
      }
    }
  }

  private static Host fresh(Path below) {
    return new Host(Sets.fill(new Tree(below)), Tree.REAL);
  }

  private static void done(Path below, Deed deed, Scenario scenario) throws Exception {
    Host host = fresh(below);
    deed.prepare(host, scenario);
    deed.on(host, scenario);
    host.tree.delete();
  }

  /** Lets a call of an apply fail, and recovers from it. */
  private static void broken(Path below, Protocol protocol, int call) throws Exception {
    Host host = fresh(below);
    Sys sys = new RecordingSys(Tree.REAL).failingFrom(call, EIO);
    try {
      new Host(host.tree, protocol.over(sys)).apply(Scenario.SET_OF_9.plan(host.tree));
      host.recover(Deed.APPLY.next());
    } catch (RemediationException e) {
      // as it should: the call failed, or the protocol is broken
    }
    host.tree.delete();
  }
}
