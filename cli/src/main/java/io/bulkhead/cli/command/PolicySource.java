package io.bulkhead.cli.command;

import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policyfile.PolicyFile;
import io.bulkhead.audit.policyfile.PolicyFileException;
import io.bulkhead.cli.terminal.Escape;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the policy that a run is about. */
public final class PolicySource {
  private static final int LIMIT = 16 << 20;

  private PolicySource() {}

  /** The policy of {@code --policy}, or that of a site without one. */
  public static Policy read(Globals globals) {
    return globals.policy().isEmpty() ? Policy.DEFAULT : read(globals.policy());
  }

  static Policy read(String file) {
    String text = new String(UserFile.read(file, LIMIT), StandardCharsets.UTF_8);
    List<String> checks =
        BuiltInCatalogue.catalogue().checks().stream().map(c -> c.meta().id().value()).toList();
    try {
      return PolicyFile.parse(file, text, checks);
    } catch (PolicyFileException e) {
      throw new FailedException(
          ExitCode.ERROR,
          "cannot use policy '" + file + "':\n" + e.getMessage(),
          "correct it, then: bulkhead policy check " + Escape.field(file));
    }
  }
}
