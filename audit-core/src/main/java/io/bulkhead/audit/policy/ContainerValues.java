package io.bulkhead.audit.policy;

import static io.bulkhead.audit.policy.SiteValue.allowances;
import static io.bulkhead.audit.policy.SiteValue.number;

import io.bulkhead.audit.snapshot.Container;
import java.util.List;

/** What the site says about containers. */
public final class ContainerValues {
  private static final String SECTION = "containers";

  public static final SiteValue<List<Allowance>> CAPABILITIES =
      allowances(
              SECTION,
              "capabilities",
              "Capabilities beyond the engine's defaults, without CAP_, for example NET_ADMIN.")
          .shaped("(?!CAP_)[A-Z0-9_*?]+");

  public static final SiteValue<List<Allowance>> MOUNTS =
      allowances(
              SECTION, "mounts", "Sensitive host paths that may be mounted, for example /etc/ssl.")
          .shaped("[/*].*");

  public static final SiteValue<List<Allowance>> DEVICES =
      allowances(SECTION, "devices", "Host devices that may be passed in, for example /dev/fuse.")
          .shaped("[/*].*");

  public static final SiteValue<List<Allowance>> PORTS =
      allowances(
              SECTION,
              "ports",
              "Ports that may be published, as address:port/protocol, for example 0.0.0.0:443/tcp.")
          .shaped("\\S+:[0-9*?]+/[a-z*]+");

  public static final SiteValue<List<Allowance>> SYSCTLS =
      allowances(SECTION, "sysctls", "Kernel parameters that may be set for a container.");

  public static final SiteValue<Integer> MAX_PIDS =
      number(SECTION, "max-pids", 4096, "Most processes of one container.");

  public static final SiteValue<Integer> MAX_RESTARTS =
      number(SECTION, "max-restarts", 5, "Most attempts of an on-failure restart policy.");

  public static final SiteValue<Integer> STOPPED_DAYS =
      number(SECTION, "stopped-days", 30, "How long a stopped container may lie around.");

  public static final SiteValue<Integer> MAX_STOPPED =
      number(SECTION, "max-stopped", 5, "Most containers that lie around for longer.");

  static final List<SiteValue<?>> ALL =
      List.of(
          CAPABILITIES,
          MOUNTS,
          DEVICES,
          PORTS,
          SYSCTLS,
          MAX_PIDS,
          MAX_RESTARTS,
          STOPPED_DAYS,
          MAX_STOPPED);

  private ContainerValues() {}

  /** A published port as {@link #PORTS} writes it; all addresses as 0.0.0.0. */
  public static String port(Container.Published published) {
    String address = published.hostIp().isEmpty() ? "0.0.0.0" : published.hostIp();
    int slash = published.containerPort().indexOf('/');
    String protocol = slash < 0 ? "/tcp" : published.containerPort().substring(slash);
    return (address.contains(":") ? "[" + address + "]" : address)
        + ":"
        + published.hostPort()
        + protocol;
  }
}
