package io.bulkhead.audit.checks.daemon;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The checks of the daemon, sorted by id. */
public final class DaemonChecks {
  private static final String DROP_TCP =
      "Remove the tcp:// address where it stands (\"hosts\" in daemon.json, -H in the unit, or"
          + " ListenStream= of docker.socket) and use `docker context create NAME --docker"
          + " host=ssh://USER@HOST`; or set \"tlsverify\": true with \"tlscacert\", \"tlscert\" and"
          + " \"tlskey\".";
  private static final String STORAGE =
      "Save the images, set \"storage-driver\": \"overlay2\" in /etc/docker/daemon.json, restart"
          + " the engine, and load them again.";
  private static final String VANISH = "Images and containers of the old driver vanish from view.";
  private static final String REMOTE = "docs.docker.com: Protect the Docker daemon socket";

  private static final List<Check> FIRST =
      List.of(
          new BridgeIsolation(),
          new SettingCheck(
              check("DMN-002", "Containers cannot gain privileges by default", Severity.MEDIUM)
                  .passesWhen("no-new-privileges is true, now and at the next start")
                  .because(
                      "A set-user-id program in an image gives an attacker root in the container,"
                          + " the first step out of it.")
                  .advise(
                      "Set \"no-new-privileges\": true in /etc/docker/daemon.json, restart the"
                          + " engine, and recreate containers.")
                  .mayBreak("sudo, su and other set-user-id programs in new containers.")
                  .see(
                      "PR_SET_NO_NEW_PRIVS(2const)",
                      "docs.docker.com: dockerd",
                      "CIS 2.14 (1.8.0: 2.15)"),
              "no-new-privileges",
              true),
          new LiveRestore(),
          new SettingCheck(
              check("DMN-004", "Published ports need no proxy process", Severity.LOW)
                  .passesWhen("userland-proxy is false, now and at the next start")
                  .because(
                      "Each docker-proxy runs as root and takes connections from outside; the packet"
                          + " filter does the same without a process.")
                  .advise(
                      "Set \"userland-proxy\": false in /etc/docker/daemon.json and restart the"
                          + " engine with its containers stopped.")
                  .mayBreak(
                      "Published ports reached over localhost or by IPv6 on hosts whose packet filter"
                          + " cannot redirect them.")
                  .see("docs.docker.com: Packet filtering and firewalls", "CIS 2.16 (1.8.0: 2.17)"),
              "userland-proxy",
              false),
          new LogLimits(),
          new DefaultUlimits(),
          new TcpApi(
              check("DMN-007", "API on TCP asks for client certificates", Severity.CRITICAL)
                  .passesWhen(
                      "every TCP listener of the API beyond loopback asks for a client"
                          + " certificate, or there is none")
                  .because("Whoever reaches the port is root on the host.")
                  .advise(DROP_TCP)
                  .mayBreak("Remote clients: build agents, dashboards, DOCKER_HOST users.")
                  .see(REMOTE, "CIS 2.7 (1.8.0: 2.8)"),
              false),
          new TcpApi(
              check("DMN-008", "API on loopback TCP asks for client certificates", Severity.HIGH)
                  .passesWhen(
                      "every TCP listener of the API on loopback asks for a client certificate, or"
                          + " there is none")
                  .because(
                      "Every local user, every container on the host's network and every web page"
                          + " in a browser on this host can reach the port and is root then.")
                  .advise(DROP_TCP)
                  .mayBreak("Local tools that use DOCKER_HOST=tcp://localhost:2375.")
                  .see(REMOTE, "CIS 2.7 (1.8.0: 2.8)"),
              true),
          new Rootless(),
          new UsernsRemap(),
          new SeccompProfile(),
          new ConfigAccepted(),
          new ConfigDrift(),
          new EngineConfinement());

  private static final List<Check> MORE =
      List.of(
          new LogLevel(),
          new StorageDriver(
              check("DMN-018", "The aufs storage driver is not used", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("the storage driver is not aufs")
                  .because("Nobody corrects its faults any more.")
                  .advise(STORAGE)
                  .mayBreak(VANISH)
                  .see("docs.docker.com: Deprecated Docker Engine features", "CIS 2.6"),
              Set.of("aufs"),
              "24.0"),
          new StorageDriver(
              check("DMN-019", "The devicemapper storage driver is not used", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen("the storage driver is not devicemapper")
                  .because("Nobody corrects its faults any more.")
                  .advise(STORAGE)
                  .mayBreak(VANISH)
                  .see("docs.docker.com: Deprecated Docker Engine features"),
              Set.of("devicemapper"),
              "25.0"),
          new BaseSize(),
          new AuthorizationPlugin(),
          new RemoteLogs(),
          new LegacyRegistry(),
          new IgnoredKeys(),
          new RemoteAccess(),
          new Runtimes(),
          new Ipv6Filter(),
          new DirectRouting(),
          new SelinuxSupport(),
          new StorageDriver(
              check("DMN-039", "Storage driver is fit for production", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "the storage driver is overlay2, a snapshotter or another one that is fit"
                          + " for production")
                  .because(
                      "vfs shares nothing and fills the disk; the others are no longer looked after.")
                  .advise(STORAGE)
                  .mayBreak(VANISH)
                  .see("docs.docker.com: Select a storage driver"),
              Set.of("vfs", "overlay", "aufs", "devicemapper"),
              ""),
          new ProxyCredentials(),
          new ManagedPlugins(),
          new MinimumApi(),
          new UnitStop(),
          new StoppingPairs());

  /** All of them. */
  public static final List<Check> ALL =
      Stream.of(FIRST, MORE, SettingRows.ALL)
          .flatMap(List::stream)
          .sorted(Comparator.comparing(check -> check.meta().id()))
          .toList();

  private DaemonChecks() {}
}
