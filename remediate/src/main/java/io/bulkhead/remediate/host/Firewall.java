package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Setting.Rule;
import io.bulkhead.remediate.engine.Services;
import java.util.ArrayList;
import java.util.List;

/**
 * Single rules of iptables and ip6tables. A whole table is never restored from a copy: containers
 * that came meanwhile would lose their rules.
 */
final class Firewall {
  /** How long another program's lock on the tables is waited for, in seconds. */
  private static final String LOCK = "10";

  /** Exit status of {@code -C} for a rule that is not there, and for a chain that is not. */
  private static final int NOT_THERE = 1;

  private final Services services;

  Firewall(Services services) {
    this.services = services;
  }

  String read(Setting.Rule rule) throws HostFailed {
    Services.Said said = program(rule).ask(words("-C", rule));
    if (said.ok()) {
      return Rule.PRESENT;
    }
    if (said.exit() == NOT_THERE && !said.output().contains("ermission denied")) {
      return Rule.ABSENT;
    }
    throw new HostFailed(rule.program() + " cannot be asked: " + Program.last(said));
  }

  /** Only this very rule, at the top of its chain. */
  void write(Setting.Rule rule, String value) throws HostFailed {
    program(rule).run(words(value.equals(Rule.PRESENT) ? "-I" : "-D", rule));
  }

  private Program program(Setting.Rule rule) {
    return new Program(services, rule.program());
  }

  private static String[] words(String verb, Setting.Rule rule) {
    List<String> words = new ArrayList<>(List.of("-w", LOCK, verb));
    words.addAll(rule.arguments());
    return words.toArray(String[]::new);
  }
}
