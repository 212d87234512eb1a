package io.bulkhead.audit.checks.networks;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckMeta;
import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.policy.NetworkValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import java.util.List;

/** The checks of networks, sorted by id. */
public final class NetworkChecks {
  private static final String ICC = "com.docker.network.bridge.enable_icc";
  private static final List<String> GATEWAY =
      List.of(
          "com.docker.network.bridge.gateway_mode_ipv4",
          "com.docker.network.bridge.gateway_mode_ipv6");

  public static final List<Check> ALL =
      List.of(
          new NetworkCheck(
              CheckMeta.check("NET-001", "User networks isolate where they should", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "com.docker.network.bridge.enable_icc is false on every bridge network, or"
                          + " the policy does not ask for it; without a policy a person decides")
                  .because("One broken container reaches every port of its neighbours.")
                  .advise("Create the network again with `-o " + ICC + "=false`.")
                  .mayBreak("Containers of the network that talk to each other.")
                  .see("docs.docker.com: Bridge network driver"),
              NetworkChecks::isolation),
          new NetworkCheck(
              CheckMeta.check("NET-002", "No network leaves its ports unprotected", Severity.HIGH)
                  .in(Profile.LEVEL_1)
                  .passesWhen("no network has the gateway mode nat-unprotected")
                  .because("Every port of every container is open, whether it is published or not.")
                  .advise("Create the network again without gateway mode nat-unprotected.")
                  .mayBreak("Machines that reach containers directly.")
                  .see("docs.docker.com: Packet filtering and firewalls"),
              NetworkChecks::gateway),
          new NetworkCheck(
              CheckMeta.check(
                      "NET-003", "Networks past the host's firewall are wanted", Severity.MEDIUM)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "no network is macvlan or ipvlan but those the policy lists; others are for"
                          + " a person to want")
                  .because("macvlan and ipvlan put containers on the wire; no rule here sees them.")
                  .advise("Filter outside of this host, or use a bridge network.")
                  .mayBreak("Containers that have to be on the local network.")
                  .see("docs.docker.com: Macvlan network driver"),
              NetworkChecks::pastFirewall));

  private NetworkChecks() {}

  private static Ground isolation(HostSnapshot host, Engine.Network network, Policy policy) {
    if (!network.driver().equals("bridge")) {
      return Grounds.notApplicable("", "is no bridge network");
    }
    String icc = network.options().getOrDefault(ICC, "");
    Evidence says = option(network, ICC, icc);
    if (icc.equals("false")) {
      return Grounds.pass("", "keeps its containers apart", says);
    }
    if (policy.lists(NetworkValues.ISOLATED, network.name())) {
      return Grounds.fail("", "lets its containers talk, and the policy forbids that", says);
    }
    return policy.states(NetworkValues.ISOLATED)
        ? Grounds.pass("", "lets its containers talk, which the policy allows", says)
        : Grounds.manual(
            "",
            "lets its "
                + attached(host, network)
                + " talk to each other; whether they have to is for a person",
            says);
  }

  private static String attached(HostSnapshot host, Engine.Network network) {
    List<String> names =
        host.engine().containers().seen().map(Engine.Containers::seen).orElse(List.of()).stream()
            .filter(c -> c.network().addresses().containsKey(network.name()))
            .map(Container::name)
            .toList();
    String list = String.join(", ", names.subList(0, Math.min(8, names.size())));
    return names.size()
        + " containers"
        + (names.isEmpty() ? "" : " (" + list + (names.size() > 8 ? " …" : "") + ")");
  }

  private static Ground gateway(HostSnapshot host, Engine.Network network, Policy policy) {
    for (String name : GATEWAY) {
      String mode = network.options().getOrDefault(name, "");
      if (mode.equals("nat-unprotected")) {
        return Grounds.fail(
            "", "opens every port of its containers: nat-unprotected", option(network, name, mode));
      }
    }
    String mode = network.options().getOrDefault(GATEWAY.get(0), "");
    return Grounds.pass(
        "", "opens only published ports", option(network, "gateway_mode_ipv4", mode));
  }

  private static Ground pastFirewall(HostSnapshot host, Engine.Network network, Policy policy) {
    Evidence says =
        Evidence.of(
            Origin.claimed("GET /networks " + network.name() + " Driver"), network.driver());
    boolean direct = network.driver().equals("macvlan") || network.driver().equals("ipvlan");
    if (!direct) {
      return Grounds.pass("", "goes through the host: " + network.driver(), says);
    }
    return policy.lists(NetworkValues.DIRECT, network.name())
        ? Grounds.pass("", "goes past the host's firewall, which the policy allows", says)
        : Grounds.manual(
            "",
            "goes past the host's firewall: "
                + network.driver()
                + "; whether it has to is for a person",
            says);
  }

  private static Evidence option(Engine.Network network, String name, String value) {
    return Evidence.of(
        Origin.claimed("GET /networks " + network.name() + " Options " + name),
        value.isEmpty() ? "not set" : value);
  }
}
