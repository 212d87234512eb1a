package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.flag;
import static io.bulkhead.audit.policy.SiteValue.patterns;

import java.util.List;

/** What the site says about the host. */
public final class HostValues {
  private static final String SECTION = "host";

  public static final SiteValue<List<String>> DOCKER_GROUP =
      patterns(
          SECTION,
          "docker-group",
          List.of(),
          "Accounts that may be in the docker group, which equals root.");

  public static final SiteValue<List<String>> LISTENERS =
      patterns(
              SECTION,
              "listeners",
              List.of(),
              "Services beside Docker that may listen, as address:port, for example 0.0.0.0:22.")
          .shaped("\\S+:[0-9*?]+");

  public static final SiteValue<List<String>> MODULES =
      patterns(
          SECTION,
          "modules",
          List.of(),
          "Rare kernel modules that this host needs, for example rds.");

  public static final SiteValue<Boolean> ROUTER =
      flag(
          SECTION,
          "router",
          false,
          "This host forwards between its networks on purpose, as a router or a VPN server.");

  public static final SiteValue<List<String>> SUDO_DOCKER =
      patterns(
          SECTION,
          "sudo-docker",
          List.of(),
          "Accounts and %groups that may run docker by sudo without a password.");

  public static final SiteValue<List<String>> OTHER_ENGINES =
      patterns(
              SECTION,
              "other-engines",
              List.of(),
              "Other engines that are audited apart, as program:account, for example dockerd:alice.")
          .shaped("\\S+:.+");

  public static final SiteValue<List<String>> BASELINE =
      patterns(
              SECTION,
              "baseline-attested",
              List.of(),
              "Day and baseline that the host was seen to follow, as 2026-11-01 CIS Debian 12.")
          .shaped("\\d{4}-\\d\\d-\\d\\d .+");

  static final List<SiteValue<?>> ALL =
      List.of(DOCKER_GROUP, LISTENERS, MODULES, ROUTER, SUDO_DOCKER, OTHER_ENGINES, BASELINE);

  private HostValues() {}
}
