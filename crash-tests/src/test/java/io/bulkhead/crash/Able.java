package io.bulkhead.crash;

import io.bulkhead.remediate.apply.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Whether processes can be broken here. */
final class Able implements ExecutionCondition {
  private static final List<String> PLACES = List.of("/usr/bin", "/usr/local/bin", "/bin");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (Tree.REAL.effectiveUid() != 0) {
      return ConditionEvaluationResult.disabled("needs root to give files away and to mount");
    }
    context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(Summary.class);
    boolean compiler = PLACES.stream().anyMatch(p -> Files.isExecutable(Path.of(p, "gcc")));
    return compiler
        ? ConditionEvaluationResult.enabled("root, with a C compiler")
        : ConditionEvaluationResult.disabled("needs gcc");
  }
}
