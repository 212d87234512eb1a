package io.bulkhead.kernel.software;

import io.bulkhead.audit.snapshot.Sudoers.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user specifications among the lines of sudoers, with aliases put in. */
final class SudoRules {
  private static final Pattern ALIAS =
      Pattern.compile("(User|Runas|Host|Cmnd|Cmd)_Alias\\s+(.*)", Pattern.DOTALL);
  private static final Pattern DEFAULTS = Pattern.compile("Defaults([@:!>]\\S+)?\\s+(.*)");
  private static final Pattern TAG = Pattern.compile("([A-Z_]+)\\s*:\\s*(?!=)(.*)");
  private static final Pattern OPTION =
      Pattern.compile(
          "(CWD|CHROOT|ROLE|TYPE|APPARMOR_PROFILE|PRIVS|LIMITPRIVS|TIMEOUT|NOTBEFORE|NOTAFTER)"
              + "=(\"[^\"]*\"|\\S+)\\s+(.*)");

  private final List<SudoLine> lines;
  private final Set<String> doubts;
  private final Map<String, List<String>> aliases = new HashMap<>();
  private boolean neverAsks;

  SudoRules(List<SudoLine> lines, Set<String> doubts) {
    this.lines = lines;
    this.doubts = doubts;
  }

  List<Rule> withoutPassword() {
    List<SudoLine> specifications = new ArrayList<>();
    for (SudoLine line : lines) {
      Matcher alias = ALIAS.matcher(line.text());
      Matcher defaults = DEFAULTS.matcher(line.text());
      if (alias.matches()) {
        aliases(line, alias.group(2));
      } else if (defaults.matches()) {
        defaults(line, defaults);
      } else {
        specifications.add(line);
      }
    }
    List<Rule> rules = new ArrayList<>();
    specifications.forEach(line -> specification(line, rules));
    return rules;
  }

  /** {@code A = x, y : B = z}. */
  private void aliases(SudoLine line, String text) {
    for (String one : SudoText.split(text, ':')) {
      List<String> pair = SudoText.split(one, '=');
      if (pair.size() < 2) {
        doubts.add(line.where() + ": an alias without a value");
      } else {
        String value = one.substring(one.indexOf('=') + 1);
        aliases.put(pair.get(0), SudoText.split(value, ','));
      }
    }
  }

  private void defaults(SudoLine line, Matcher defaults) {
    for (String word : SudoText.split(defaults.group(2), ',')) {
      if (word.replace(" ", "").equals("!authenticate")) {
        if (defaults.group(1) == null) {
          neverAsks = true;
        } else {
          doubts.add(line.where() + ": !authenticate for " + defaults.group(1).substring(1));
        }
      }
    }
  }

  /** {@code users hosts = (runas) TAG: command, ... : hosts = ...}. */
  private void specification(SudoLine line, List<Rule> rules) {
    List<String> parts = SudoText.split(line.text(), ':');
    List<String> joined = new ArrayList<>();
    for (String part : parts) {
      boolean follows = joined.isEmpty() || SudoText.hosts(part);
      if (follows) {
        joined.add(part);
      } else {
        joined.set(joined.size() - 1, joined.get(joined.size() - 1) + ":" + part);
      }
    }
    int equals = SudoText.indexOf(joined.get(0), '=');
    String head = equals < 0 ? "" : joined.get(0).substring(0, equals).strip();
    int gap = SudoText.lastGap(head);
    if (gap < 0) {
      doubts.add(line.where() + " was not understood");
      return;
    }
    List<String> users = expanded(SudoText.split(head.substring(0, gap), ','));
    joined.set(0, joined.get(0).substring(gap).strip());
    for (String part : joined) {
      int at = SudoText.indexOf(part, '=');
      List<String> hosts = expanded(SudoText.split(part.substring(0, at), ','));
      commands(line, users, hosts, part.substring(at + 1).strip(), rules);
    }
  }

  private void commands(
      SudoLine line, List<String> users, List<String> hosts, String text, List<Rule> rules) {
    List<String> runAs = List.of("root");
    boolean asks = !neverAsks;
    for (String one : SudoText.split(text, ',')) {
      String rest = one;
      if (rest.startsWith("(")) {
        int close = rest.indexOf(')');
        String named = rest.substring(1, Math.max(1, close)).split(":", 2)[0].strip();
        runAs = named.isEmpty() ? List.of("root") : expanded(SudoText.split(named, ','));
        rest = rest.substring(close + 1).strip();
      }
      Matcher tag = TAG.matcher(rest);
      Matcher option = OPTION.matcher(rest);
      while (tag.matches() || option.matches()) {
        if (tag.matches()) {
          asks = tag.group(1).equals("PASSWD") || (asks && !tag.group(1).equals("NOPASSWD"));
          rest = tag.group(2).strip();
        } else {
          rest = option.group(3).strip();
        }
        tag = TAG.matcher(rest);
        option = OPTION.matcher(rest);
      }
      if (!asks && !rest.isEmpty()) {
        List<String> commands = expanded(List.of(rest));
        rules.add(new Rule(line.where(), users, hosts, runAs, commands));
      }
    }
  }

  /** Aliases replaced by what they stand for, to any depth. */
  private List<String> expanded(List<String> words) {
    Set<String> all = new LinkedHashSet<>();
    words.forEach(word -> expand(word, all, new LinkedHashSet<>()));
    return List.copyOf(all);
  }

  private void expand(String word, Set<String> all, Set<String> within) {
    boolean negated = word.startsWith("!");
    String plain = negated ? word.substring(1).strip() : word;
    List<String> stands = aliases.get(plain);
    if (stands == null || !within.add(plain)) {
      all.add(word);
      return;
    }
    for (String one : stands) {
      expand(negated ? "!" + one : one, all, within);
    }
    within.remove(plain);
  }
}
