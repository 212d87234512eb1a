package io.bulkhead.remediate.apply;

import io.bulkhead.kernel.files.Sys;
import io.bulkhead.kernel.files.SysException;
import io.bulkhead.remediate.HostDriver;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Readers that keep the rules of a tree in their memory until they are told to read again, and
 * values that outlive the process. A value is a digit, kept as the mode of a file, so that setting
 * it is one system call that can be broken like any other.
 */
public final class FakeHost implements HostDriver {
  private static final String RULES = "etc/audit/";
  private static final String VALUES = "proc/values";

  final List<String> told = new ArrayList<>();
  private final Tree tree;
  private SortedMap<String, String> memory;
  private Sys sys = Tree.REAL;
  boolean broken;
  boolean locked;

  public FakeHost(Tree tree) {
    this.tree = tree;
    this.memory = files();
  }

  /** Changes values through these calls from now on. */
  public FakeHost through(Sys calls) {
    sys = calls;
    return this;
  }

  private SortedMap<String, String> files() {
    SortedMap<String, String> rules = new TreeMap<>(tree.timeless());
    rules.keySet().removeIf(path -> !path.startsWith(RULES) || path.contains(".bulkhead-"));
    return rules;
  }

  /** True if nothing is in force that no file says, and the other way round. */
  boolean upToDate() {
    return memory.equals(files());
  }

  @Override
  public String reread(Step.Reread step) throws HostFailed {
    told.add(step.reader() + " " + step.present());
    memory = files();
    if (broken && step.present()) {
      throw new HostFailed("systemctl daemon-reload failed: no bus");
    }
    return "read";
  }

  @Override
  public Optional<String> obstacle(Reader reader) {
    return Optional.empty();
  }

  @Override
  public Optional<String> lock(Reader reader) {
    return locked ? Optional.of("locked until the next boot") : Optional.empty();
  }

  @Override
  public String value(Setting setting) throws HostFailed {
    return on(setting, fd -> String.valueOf(sys.stat(fd).permissions()));
  }

  @Override
  public void set(Setting setting, String value) throws HostFailed {
    on(
        setting,
        fd -> {
          sys.chmod(fd, Integer.parseInt(value));
          return "";
        });
  }

  private interface Use {
    String with(int fd) throws SysException;
  }

  private String on(Setting setting, Use use) throws HostFailed {
    String name = setting.says().replace(' ', '-');
    if (!tree.has(VALUES + "/" + name)) {
      tree.write(VALUES + "/" + name, "", 0);
    }
    try {
      int directory = sys.openDirectory(tree.root.resolve(VALUES).toString());
      int fd = sys.openHandle(directory, name);
      try {
        return use.with(fd);
      } finally {
        sys.close(fd);
        sys.close(directory);
      }
    } catch (SysException e) {
      throw new HostFailed(setting.says() + ": " + e.getMessage());
    }
  }
}
