package io.bulkhead.audit.policyfile;

import java.util.List;

/** A policy file that cannot be used, with everything that is wrong with it. */
public final class PolicyFileException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 50;

  private final transient List<Problem> problems;

  PolicyFileException(String name, List<Problem> problems) {
    super(text(name, problems));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file. */
  public List<Problem> problems() {
    return problems;
  }

  private static String text(String name, List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(name)
          .append(':')
          .append(problem.line())
          .append(':')
          .append(problem.column())
          .append(": ")
          .append(problem.says());
    }
    return problems.size() <= MOST
        ? text.toString()
        : text.append("\nand ").append(problems.size() - MOST).append(" more").toString();
  }
}
