package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * The answer of one kernel or host probe: what it read, and what that means on this kernel.
 *
 * @param id stable name, group and question: {@code yama.ptrace_scope}
 * @param judgement what the value means
 * @param value the value in a normal form; {@link ConfigValue.Null} if there is none
 * @param says one sentence part: what was seen and why it is judged so
 * @param evidence what was read, in order; never a secret
 */
public record ProbeResult(
    String id, Judgement judgement, ConfigValue value, String says, List<Seen> evidence) {
  public ProbeResult {
    evidence = List.copyOf(evidence);
  }

  /** One look: where, and what stood there or why nothing was seen. */
  public record Seen(Origin origin, String said) {}
}
