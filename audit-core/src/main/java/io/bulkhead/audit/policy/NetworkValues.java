package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.patterns;

import java.util.List;

/** What the site says about networks. */
public final class NetworkValues {
  private static final String SECTION = "networks";

  public static final SiteValue<List<String>> ISOLATED =
      patterns(
          SECTION,
          "isolated",
          List.of(),
          "Bridge networks whose containers must not reach each other.");

  public static final SiteValue<List<String>> DIRECT =
      patterns(
          SECTION,
          "direct",
          List.of(),
          "macvlan and ipvlan networks that may go past the host's firewall.");

  static final List<SiteValue<?>> ALL = List.of(ISOLATED, DIRECT);

  private NetworkValues() {}
}
