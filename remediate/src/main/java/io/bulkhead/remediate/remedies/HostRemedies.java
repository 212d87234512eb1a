package io.bulkhead.remediate.remedies;

import io.bulkhead.audit.CheckId;
import io.bulkhead.remediate.Remedy;
import java.util.ArrayList;
import java.util.List;

/** Remedies for the kernel and the host beside the engine. */
final class HostRemedies {
  static final List<Remedy> ALL = all();

  private HostRemedies() {}

  private static List<Remedy> all() {
    List<Remedy> all = new ArrayList<>(AuditRule.all());
    all.add(new GroupMembership(new CheckId("HST-001")));
    all.add(new MandatoryAccess(new CheckId("HST-005"), HostAdvice::accessControl));
    all.addAll(KernelSettings.all());
    all.add(new GrubParameters(new CheckId("KRN-009")));
    all.add(new ModuleBlock(new CheckId("HST-057")));
    all.add(new PublishedPorts(new CheckId("HST-082")));
    return List.copyOf(all);
  }
}
