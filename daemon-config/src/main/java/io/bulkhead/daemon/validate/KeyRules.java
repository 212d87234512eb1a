package io.bulkhead.daemon.validate;

import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.daemon.json.JsonDocument.Entry;
import io.bulkhead.daemon.options.Option;
import io.bulkhead.daemon.options.Options;
import io.bulkhead.daemon.options.Spelling;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names: unknown, too new, removed, accepted and ignored, given as a flag too. The engine flattens
 * objects it does not know one level before it tests names.
 */
final class KeyRules {
  private static final String NO_COMMENTS = "remove it; daemon.json has no comments";

  private KeyRules() {}

  static void check(Subject subject) {
    for (Entry entry : subject.document.entries()) {
      Optional<Option> option = subject.option(entry.key());
      if (option.isPresent()) {
        known(subject, entry, option.get());
      } else if (entry.value() instanceof ConfigValue.Table table) {
        group(subject, entry, table);
      } else {
        unknown(subject, entry);
      }
    }
    flags(subject);
  }

  private static void known(Subject subject, Entry entry, Option option) {
    if (option.ignored(subject.version)) {
      subject.at(
          entry, Subject.IGNORED, "without effect since " + option.ignoredSince(), option.advice());
    }
    if (entry.value() instanceof ConfigValue.Table table && option.type() == Option.Type.PROXIES) {
      for (String inner : table.entries().keySet()) {
        if (!Set.of("http-proxy", "https-proxy", "no-proxy").contains(inner)) {
          subject.at(
              entry,
              Options.accepted(inner, subject.version) ? Subject.IGNORED : Subject.STOPS,
              "proxies has no key '" + inner + "'",
              "use http-proxy, https-proxy, no-proxy");
        }
      }
    }
    boolean merged = option.type() == Option.Type.RUNTIMES;
    String flag = subject.flags.spelled().get(entry.key());
    if (flag != null && !merged) {
      conflict(subject, entry, flag);
    }
  }

  private static void conflict(Subject subject, Entry entry, String flag) {
    subject.at(
        entry,
        Subject.STOPS,
        "also given by the flag " + flag + ", and the engine refuses both, even with equal values",
        "remove one of the two");
  }

  private static void unknown(Subject subject, Entry entry) {
    String name = entry.key();
    if (subject.flags.others().containsKey(name)) {
      conflict(subject, entry, "--" + name);
      return;
    }
    Optional<Spelling> ignored = Options.ignored(name, subject.version);
    if (ignored.isPresent()) {
      subject.at(
          entry, Subject.IGNORED, "the engine accepts it and does nothing", advice(ignored.get()));
      return;
    }
    Optional<Option> other = Options.key(name);
    if (other.isPresent() && other.get().gone(subject.version)) {
      subject.at(
          entry,
          Subject.STOPS,
          "no longer known since Docker Engine " + other.get().removed(),
          other.get().advice());
    } else if (other.isPresent()) {
      subject.at(
          entry,
          Subject.STOPS,
          "needs Docker Engine %s, this is %s".formatted(other.get().since(), subject.version),
          "remove it");
    } else {
      subject.at(entry, Subject.STOPS, "no option of that name", nearest(subject, name));
    }
  }

  private static String nearest(Subject subject, String name) {
    if (name.isEmpty() || name.startsWith("_") || name.startsWith("/") || name.startsWith("$")) {
      return NO_COMMENTS;
    }
    return Options.nearest(name, subject.version).map(k -> "write " + k).orElse("remove it");
  }

  private static String advice(Spelling spelling) {
    if (spelling.key().isEmpty()) {
      return "remove it";
    }
    return spelling.key().startsWith("proxies.")
        ? "put it inside \"proxies\""
        : "write " + spelling.key();
  }

  /** An object under a name that is no object option. */
  private static void group(Subject subject, Entry entry, ConfigValue.Table table) {
    boolean stopped = false;
    for (Map.Entry<String, ConfigValue> inner : table.entries().entrySet()) {
      String name = inner.getKey();
      if (!Options.accepted(name, subject.version)) {
        unknownGroup(subject, entry, name);
        stopped = true;
      } else if (subject.flags.spelled().containsKey(name)) {
        conflict(subject, entry, subject.flags.spelled().get(name));
      } else if (inner.getValue() instanceof ConfigValue.Bool) {
        subject.at(
            entry,
            Subject.DOUBTFUL,
            "no option of that name, yet the engine takes '" + name + "' inside it over",
            "move " + name + " to the top");
      }
    }
    if (!stopped) {
      subject.at(
          entry,
          Subject.IGNORED,
          "the engine accepts it and does nothing",
          Options.ignored(entry.key(), subject.version)
              .map(KeyRules::advice)
              .orElseGet(() -> nearest(subject, entry.key())));
    }
  }

  private static void unknownGroup(Subject subject, Entry entry, String inner) {
    Optional<Option> other = Options.key(entry.key());
    String todo =
        Options.ignored(entry.key(), subject.version)
            .map(KeyRules::advice)
            .orElseGet(() -> nearest(subject, entry.key()));
    if (other.isPresent() && !other.get().gone(subject.version)) {
      subject.at(
          entry,
          Subject.STOPS,
          "needs Docker Engine %s, this is %s".formatted(other.get().since(), subject.version),
          "remove it");
    } else {
      subject.at(
          entry,
          Subject.STOPS,
          "no object of that name; the engine complains about '" + inner + "' inside it",
          todo);
    }
  }

  private static void flags(Subject subject) {
    subject
        .flags
        .unclear()
        .forEach(
            word ->
                subject.atFlag(
                    word,
                    "",
                    Subject.DOUBTFUL,
                    "no flag that is known here",
                    "check it with dockerd --help"));
    subject
        .flags
        .spelled()
        .forEach(
            (key, flag) -> {
              Optional<Option> option = Options.key(key);
              if (option.isPresent() && !option.get().known(subject.version)) {
                subject.atFlag(
                    flag,
                    key,
                    Subject.STOPS,
                    "Docker Engine " + subject.version + " does not know this flag",
                    "remove it");
              }
            });
  }
}
