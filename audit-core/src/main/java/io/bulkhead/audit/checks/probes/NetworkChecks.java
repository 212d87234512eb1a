package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import io.bulkhead.audit.policy.HostValues;
import java.util.List;

/** Forwarding, published ports and the packet filter. */
final class NetworkChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
                  check("HST-076", "Forwarding is fenced in", Severity.MEDIUM)
                      .in(Profile.LEVEL_1)
                      .passesWhen(
                          "forwarding is on with the FORWARD policy drop, for IPv6 too, or off where"
                              + " no bridge network needs it")
                      .because("The host routes between networks that should not meet.")
                      .advise("Run `iptables -P FORWARD DROP`, and let pass what is needed.")
                      .mayBreak("Other networks that the host routes: VPN, virtual machines.")
                      .see("docs.docker.com: Packet filtering and firewalls"),
                  "net.ip_forward")
              .unless(HostValues.ROUTER),
          ProbeCheck.of(
              check("HST-077", "Packets with forged senders are dropped", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("rp_filter is 1 or 2 on every uplink")
                  .because("Neighbours speak to containers with addresses that are not theirs.")
                  .advise(
                      "Run `sysctl -w net.ipv4.conf.all.rp_filter=2`, with a lasting entry in /etc/sysctl.d that sorts last.")
                  .mayBreak("1 breaks asymmetric routes; 2 does not.")
                  .see("ip-sysctl"),
              "net.rp_filter"),
          ProbeCheck.of(
                  check("HST-078", "Loopback addresses are not reached from outside", Severity.HIGH)
                      .passesWhen(
                          "route_localnet is 0 everywhere, or 1 on the engine's bridges only and"
                              + " userland-proxy is false")
                      .because(
                          "Services that listen on 127.0.0.1 believe that only this host reaches them.")
                      .advise(
                          "Run `sysctl -w net.ipv4.conf.all.route_localnet=0`, with a lasting entry in /etc/sysctl.d that sorts last.")
                      .mayBreak("Node ports of kube-proxy on the loopback address.")
                      .see("CVE-2020-8558"),
                  "net.route_localnet")
              .warningsAreManual(),
          ProbeCheck.of(
              check("HST-079", "Ports on the loopback address stay on the host", Severity.HIGH)
                  .passesWhen(
                      "a rule drops packets from elsewhere for each port that is published on"
                          + " loopback, or none is")
                  .because(
                      "Neighbours on the same network reach ports that were published for the host alone.")
                  .advise(
                      "Upgrade the engine to 28.3.3 or later, and remove DOCKER_INSECURE_NO_IPTABLES_RAW.")
                  .see("docs.docker.com: Port publishing and mapping"),
              "net.localhost_publish"),
          ProbeCheck.of(
              check("HST-080", "Neighbours cannot change the host's routes", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen("redirects and source routes are refused and SYN cookies are on")
                  .because("A neighbour on the network leads traffic of containers past itself.")
                  .advise(
                      "Set accept_redirects, send_redirects and accept_source_route of net.ipv4.conf.all and default to 0 in /etc/sysctl.d.")
                  .see("ip-sysctl"),
              "net.redirects"),
          ProbeCheck.of(
              check("HST-081", "One packet filter is in force", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("all rules are in one packet filter")
                  .because(
                      "Rules in a second packet filter are not seen by whoever looks at the first.")
                  .advise(
                      "Use iptables-nft or nftables alone: `update-alternatives --config iptables`.")
                  .mayBreak("Rules of the other one have to be moved.")
                  .see("xtables-nft(8)"),
              "net.firewall_backend"),
          ProbeCheck.of(
                  check("HST-082", "Published ports are filtered", Severity.MEDIUM)
                      .in(Profile.LEVEL_2)
                      .passesWhen(
                          "nothing is published on all addresses, or a rule of the administrator"
                              + " filters it")
                      .because(
                          "Everybody who reaches the host reaches the containers behind published ports.")
                      .advise(
                          "Add rules to DOCKER-USER that match --ctorigdstport, or publish on chosen addresses.")
                      .mayBreak("Clients that nobody thought of.")
                      .see("docs.docker.com: Packet filtering and firewalls"),
                  "net.docker_user")
              .warningsAreManual(),
          ProbeCheck.of(
              check("HST-083", "Published ports do not go past the firewall", Severity.HIGH)
                  .passesWhen(
                      "nothing is published beyond the host while ufw or firewalld runs, or it is"
                          + " hooked into DOCKER-USER")
                  .because("The firewall says that a port is closed, and it is open.")
                  .advise("Hook the firewall into DOCKER-USER, or publish on 127.0.0.1.")
                  .see("docs.docker.com: Packet filtering and firewalls"),
              "net.ufw_bypass"),
          ProbeCheck.of(
                  check("HST-084", "Databases are not published to everybody", Severity.MEDIUM)
                      .passesWhen("every published port is on a chosen address")
                      .because(
                          "Databases and management ports on all addresses are found within hours.")
                      .advise("Publish on a chosen address: `-p 127.0.0.1:5432:5432`.")
                      .mayBreak("Clients on other hosts.")
                      .see("docs.docker.com: Port publishing and mapping"),
                  "net.published")
              .warningsAreManual(),
          ProbeCheck.of(
              check("HST-085", "Containers cannot reach the cloud's credentials", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "this is no machine of a cloud, or a rule drops what goes to 169.254.169.254")
                  .because(
                      "Any container asks the metadata service for the credentials of the machine.")
                  .advise("Run `iptables -I DOCKER-USER -d 169.254.169.254 -j DROP`.")
                  .mayBreak("Containers that use the machine's role.")
                  .see("docs.docker.com: Packet filtering and firewalls"),
              "net.imds"),
          ProbeCheck.of(
              check(
                      "HST-086",
                      "Neighbours reach containers by published ports only",
                      Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "rules drop what does not come through a published port, and no network or"
                          + " flag lets it in")
                  .because("Ports that were never published are open to the local network.")
                  .advise("Upgrade the engine to 28 or later, and remove allow-direct-routing.")
                  .mayBreak("Routers that rely on it.")
                  .see("docs.docker.com: Packet filtering and firewalls"),
              "net.direct_routing"),
          ProbeCheck.of(
                  check("HST-087", "Every listening socket is accounted for", Severity.MEDIUM)
                      .in(Profile.LEVEL_2)
                      .passesWhen(
                          "every listening socket belongs to a known process or a container")
                      .because("A service that nobody knows of is one that nobody repairs.")
                      .advise("See `ss -lntup` and stop what is not needed.")
                      .see("ss(8)"),
                  "net.listeners")
              .warningsAreManual(),
          ProbeCheck.of(
                  check("HST-088", "Next boot sets what is set now", Severity.MEDIUM)
                      .in(Profile.LEVEL_2)
                      .passesWhen(
                          "every kernel setting with a part in security has the value that the files"
                              + " of sysctl.d give it")
                      .because(
                          "Hardening that is lost at a reboot is hardening that nobody misses in time.")
                      .advise(
                          "Write the values into a file below /etc/sysctl.d that sorts last, or run `sysctl --system`.")
                      .see("sysctl.d(5)"),
                  "host.sysctl_persistence")
              .warningsAreManual(),
          ProbeCheck.of(
              check("HST-089", "Unit of the engine opens no unprotected port", Severity.HIGH)
                  .passesWhen(
                      "neither unit nor drop-in starts the engine on a TCP port without client"
                          + " certificates")
                  .because("A drop-in that adds a TCP socket gives root to whoever reaches it.")
                  .advise(
                      "Remove -H tcp:// from ExecStart in the drop-in and run `systemctl daemon-reload`.")
                  .mayBreak("Clients on other hosts.")
                  .see("systemd.unit(5)"),
              "host.unit_hardening"),
          ProbeCheck.of(
              check("HST-090", "Kernel has the overlay file system", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen("overlay is in the kernel, or a module that may be loaded")
                  .because(
                      "The engine falls back to slow drivers that keep layers apart less well.")
                  .advise("Run `modprobe overlay`, with a lasting entry in /etc/modules-load.d.")
                  .see("docs.docker.com: OverlayFS storage driver"),
              "fs.overlay_support"));

  private NetworkChecks() {}
}
