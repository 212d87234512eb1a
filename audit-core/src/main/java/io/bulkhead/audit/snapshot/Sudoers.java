package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * The rules of sudoers(5) that ask for no password, aliases resolved.
 *
 * @param rules in order of appearance
 * @param doubts what could not be read or understood, and so may hold more rules; one sentence part
 *     each
 */
public record Sudoers(List<Rule> rules, List<String> doubts) {
  public Sudoers {
    rules = List.copyOf(rules);
    doubts = List.copyOf(doubts);
  }

  /**
   * A rule without a password.
   *
   * @param where file and line
   * @param users as written: names, {@code %groups}, {@code #uids}, {@code ALL}
   * @param hosts as written
   * @param runAs users it runs commands as; {@code root} where nothing is said
   * @param commands as written, with their arguments
   */
  public record Rule(
      String where,
      List<String> users,
      List<String> hosts,
      List<String> runAs,
      List<String> commands) {
    public Rule {
      users = List.copyOf(users);
      hosts = List.copyOf(hosts);
      runAs = List.copyOf(runAs);
      commands = List.copyOf(commands);
    }
  }
}
