package io.bulkhead.audit.checks.containers;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.checks.facts.Proof;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProcessFacts;
import io.bulkhead.audit.snapshot.Reading;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a container's processes can gain privileges. The engine's default is frozen into a
 * container when it is created and shown nowhere, so only the process or an own option tells.
 */
final class NewPrivileges {
  private static final String OPTION = "no-new-privileges";

  /** What Go's strconv.ParseBool takes for true, and a bare option. */
  private static final Set<String> TRUE = Set.of("", "1", "t", "T", "true", "TRUE", "True");

  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private NewPrivileges() {}

  static Ground judge(HostSnapshot host, Container container) {
    Evidence says =
        EachContainer.inspect(container, "HostConfig.SecurityOpt", container.security().options());
    return Proof.of(host, container)
        .fold(
            process -> proven(process, says),
            stopped -> asked(container, says),
            unseen -> Grounds.unseen("", unseen, says));
  }

  private static Ground proven(Reading.Present<ProcessFacts> process, Evidence says) {
    boolean on = process.value().noNewPrivs();
    Evidence bit =
        Evidence.of(
            new Origin(
                "/proc/" + process.value().pid() + "/status NoNewPrivs",
                process.origin().strength()),
            on ? "1" : "0");
    return on
        ? Grounds.pass("", "its process cannot gain privileges", bit, says)
        : Grounds.fail("", "its process can gain privileges", bit, says);
  }

  private static Ground asked(Container container, Evidence says) {
    Optional<String> option = SecurityOptions.last(container.security().options(), OPTION);
    if (option.filter(TRUE::contains).isPresent()) {
      return Grounds.pass("", "asks for " + OPTION, says);
    }
    return option.filter(FALSE::contains).isPresent()
        ? Grounds.fail("", "asks for " + OPTION + "=false", says)
        : Grounds.undetermined(
            "",
            "has no option of its own, and the engine's default at its creation is not shown",
            says);
  }
}
