package io.bulkhead.cli.command;

import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.TlsWishes;
import io.bulkhead.remediate.plan.Selection;
import io.bulkhead.remediate.plan.Staleness;
import java.util.List;

/** One look at the host and plans made from it. */
final class PlanWork {
  private final Tools tools;
  private final Profile profile;
  private final HostSnapshot host;
  private final List<Finding> findings;
  private final TlsWishes wishes;

  private PlanWork(Tools tools, Profile profile, HostSnapshot host, TlsWishes wishes) {
    this.wishes = wishes;
    this.tools = tools;
    this.profile = profile;
    this.host = host;
    this.findings = tools.judge().judge(host, tools.judge().checks(profile, Selection.ALL));
  }

  static PlanWork look(Tools tools, Profile profile) {
    return look(tools, profile, TlsWishes.NONE);
  }

  /**
   * @param wishes what the operator asks for beyond what the host shows
   */
  static PlanWork look(Tools tools, Profile profile, TlsWishes wishes) {
    return new PlanWork(tools, profile, tools.look().look(), wishes);
  }

  /** The same on the host as it is now. */
  PlanWork again() {
    return look(tools, profile, wishes);
  }

  HostSnapshot host() {
    return host;
  }

  /** One finding for each check of the profile. */
  List<Finding> findings() {
    return findings;
  }

  Prepared plan(Selection selection) throws RemediationException {
    return tools.desk().plan(host, findings, selection, wishes);
  }

  /** What moved since a saved plan was made. */
  Staleness staleness(Plan saved, Selection selection) throws RemediationException {
    return tools.desk().staleness(saved, plan(selection).plan(), host);
  }
}
