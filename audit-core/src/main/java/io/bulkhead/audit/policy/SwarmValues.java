package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.flag;
import static io.bulkhead.audit.policy.SiteValue.number;

import java.util.List;

/** What the site says about swarm mode. */
public final class SwarmValues {
  private static final String SECTION = "swarm";

  public static final SiteValue<Boolean> WANTED =
      flag(SECTION, "wanted", false, "Swarm mode is used here on purpose.");

  public static final SiteValue<Integer> MAX_NODE_CERTIFICATE_DAYS =
      number(SECTION, "max-node-certificate-days", 90, "Longest life of a node's certificate.");

  static final List<SiteValue<?>> ALL = List.of(WANTED, MAX_NODE_CERTIFICATE_DAYS);

  private SwarmValues() {}
}
