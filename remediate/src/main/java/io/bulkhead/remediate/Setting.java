package io.bulkhead.remediate;

import io.bulkhead.kernel.files.PosixAcl;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Something of a host that is not a file and has a value that can be read and set. Values are text,
 * as the part of the host that owns them spells them.
 */
public sealed interface Setting {
  /** What it is called, unique on a host: {@code sysctl kernel.kptr_restrict}. */
  String says();

  /** Why a value cannot be taken back once it is set; empty if it can. */
  default Optional<String> oneWay(String before, String after) {
    return Optional.empty();
  }

  /** What a way back cannot restore; empty if it is exact. */
  default Optional<String> differs() {
    return Optional.empty();
  }

  /** What a wanted value comes to where this is the value now. */
  default String reached(String now, String wanted) {
    return wanted;
  }

  /** What a change from one value to another is, in short. */
  default String change(String before, String after) {
    return before + " → " + after;
  }

  /** That somebody else changed it after Bulkhead did. */
  default String since(String wrote, String now) {
    return "somebody made it " + now + " since, Bulkhead had made it " + wrote;
  }

  /** A kernel parameter below /proc/sys. */
  record Sysctl(String key) implements Setting {
    /** Once set to this, the kernel refuses another value until it is booted. */
    private static final Set<String> LATCHES =
        Set.of(
            "kernel.kexec_load_disabled=1",
            "kernel.modules_disabled=1",
            "kernel.unprivileged_bpf_disabled=1",
            "kernel.yama.ptrace_scope=3");

    @Override
    public String says() {
      return "sysctl " + key;
    }

    /** Where the kernel shows it. A name of an interface may have dots, written as slashes. */
    public String path() {
      return "/proc/sys/" + key.replace('/', '\0').replace('.', '/').replace('\0', '.');
    }

    @Override
    public Optional<String> oneWay(String before, String after) {
      return LATCHES.contains(key + "=" + after)
          ? Optional.of(
              key + " stays " + after + " until the next boot, whatever is done before it")
          : Optional.empty();
    }
  }

  /**
   * One rule of iptables or ip6tables at the top of a chain of the filter table; {@link #PRESENT}
   * or {@link #ABSENT}.
   *
   * @param program {@code iptables} or {@code ip6tables}
   * @param chain for example {@code DOCKER-USER}
   * @param match matches and target as arguments, without a comment
   * @param comment tells the rule from an equal one of somebody else
   */
  record Rule(String program, String chain, List<String> match, String comment) implements Setting {
    public static final String PRESENT = "present";
    public static final String ABSENT = "absent";

    public Rule {
      match = List.copyOf(match);
    }

    /** The arguments that name the rule: chain, matches, comment, target. */
    public List<String> arguments() {
      List<String> all = new java.util.ArrayList<>();
      all.add(chain);
      all.addAll(List.of("-m", "comment", "--comment", comment));
      all.addAll(match);
      return List.copyOf(all);
    }

    @Override
    public String says() {
      return program + " " + chain + " " + String.join(" ", match);
    }
  }

  /** An account in a group of this host, by /etc/group; {@link #MEMBER} or {@link #NONE}. */
  record Member(String group, String user) implements Setting {
    public static final String MEMBER = "member";
    public static final String NONE = "no member";

    @Override
    public String says() {
      return "group " + group + ": " + user;
    }

    @Override
    public Optional<String> differs() {
      return Optional.of("sessions that are open keep the groups they began with");
    }
  }

  /**
   * AppArmor profiles that the distribution ships; {@link #LOADED} or {@link #NONE}.
   *
   * @param directory where they are, for example {@code /etc/apparmor.d}
   */
  record Profiles(String directory) implements Setting {
    public static final String LOADED = "loaded";
    public static final String NONE = "not loaded";

    @Override
    public String says() {
      return "AppArmor profiles in " + directory;
    }

    @Override
    public Optional<String> differs() {
      return Optional.of("processes that ran before they were loaded stay unconfined");
    }
  }

  /**
   * Who may use a file or a socket beside owner, group and others, and these too: its access ACL,
   * which shares bits with the mode. A value is a {@link PosixAcl} as text; one that is wanted is
   * the most that may be allowed, given as a mode without named entries.
   *
   * @param path absolute
   */
  record AccessList(String path) implements Setting {
    @Override
    public String says() {
      return "access list of " + path;
    }

    @Override
    public String reached(String now, String wanted) {
      return PosixAcl.parse(now).within(PosixAcl.parse(wanted).mode()).toString();
    }

    @Override
    public String change(String before, String after) {
      return PosixAcl.parse(before).changes(PosixAcl.parse(after));
    }

    @Override
    public String since(String wrote, String now) {
      return "somebody changed it since: " + change(wrote, now);
    }
  }

  /**
   * A limit of a container that is changed while it runs.
   *
   * @param container its full id
   * @param name as people know it
   * @param field {@code memory} in bytes, {@code pids-limit}, {@code cpu-shares} or {@code restart}
   */
  record Limit(String container, String name, String field) implements Setting {
    /** The engine takes a zero for "leave it", so what was unset cannot be unset again. */
    private static final Set<String> STICKY = Set.of("memory", "cpu-shares");

    @Override
    public String says() {
      return "container " + name + " " + field;
    }

    @Override
    public Optional<String> oneWay(String before, String after) {
      return STICKY.contains(field) && before.equals("0")
          ? Optional.of("the engine cannot unset " + field + " of a container; making it anew can")
          : Optional.empty();
    }
  }
}
