package io.bulkhead.audit.checks.daemon;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.EngineValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineStateChecksTest {
  private static final String NO_ENGINE = "no Docker Engine was found here";

  private static Judging judge(String id, EngineSample engine) {
    return Judging.of(id, Samples.host(engine, DaemonSample.systemd()));
  }

  private static Judging judge(String id, DaemonSample daemon) {
    return Judging.of(id, Samples.host(EngineSample.debian13(), daemon));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DMN-018", "DMN-019", "DMN-021", "DMN-022", "DMN-023", "DMN-025", "DMN-026", "DMN-027",
        "DMN-031", "DMN-035", "DMN-036", "DMN-038", "DMN-039", "DMN-040", "DMN-041", "DMN-043",
        "DMN-044", "DMN-045"
      })
  void without_an_engine_nothing_applies(String id) {
    Judging.of(id, Samples.withoutDocker()).isNotApplicable(NO_ENGINE);
  }

  @Test
  void old_storage_drivers_fail_where_they_can_exist() {
    EngineSample old = EngineSample.debian13().version("20.10.24+dfsg1", "1.41");
    judge("DMN-018", old.storageDriver("aufs"))
        .fails("the storage driver is aufs, which nobody looks after");
    judge("DMN-019", old.storageDriver("devicemapper"))
        .fails("the storage driver is devicemapper, which nobody looks after");
    judge("DMN-019", old.storageDriver("overlay2")).passes("the storage driver is overlay2");
    judge("DMN-018", EngineSample.debian13())
        .isNotApplicable("engines since 24.0 have no such driver");
    judge("DMN-039", EngineSample.debian13()).passes("the storage driver is overlay2");
    judge("DMN-039", EngineSample.debian13().storageDriver("vfs"))
        .fails("the storage driver is vfs, which nobody looks after");
  }

  @Test
  void the_base_size_matters_to_devicemapper_alone() {
    judge("DMN-021", EngineSample.debian13()).isNotApplicable("the storage driver is overlay2");
    EngineSample mapper =
        EngineSample.debian13().version("23.0.1", "1.41").storageDriver("devicemapper");
    DaemonSample raised =
        DaemonSample.systemd()
            .set("storage-opts", ConfigValue.of(List.of("dm.basesize=50G", "dm.fs=xfs")));
    Judging.of("DMN-021", Samples.host(mapper, raised)).fails("dm.basesize is set");
    DaemonSample plain = DaemonSample.systemd().set("storage-opts", ConfigValue.of(List.of()));
    Judging.of("DMN-021", Samples.host(mapper, plain)).passes("dm.basesize is not set");
    Judging.of("DMN-021", Samples.host(mapper, DaemonSample.systemd().without("storage-opts")))
        .isUndetermined("storage-opts was not seen: the daemon's settings were not seen");
  }

  @Test
  void an_authorization_plugin_counts_where_a_reload_keeps_it_and_nobody_passes_by() {
    ConfigValue plugin = ConfigValue.of(List.of("opa"));
    DaemonSample none =
        DaemonSample.systemd().set("authorization-plugins", ConfigValue.of(List.of()));
    judge("DMN-022", none).fails("no plugin authorizes calls");
    DaemonSample file = DaemonSample.systemd().set("authorization-plugins", plugin);
    judge("DMN-022", file).passes("opa authorizes calls");
    DaemonSample flag =
        DaemonSample.systemd().flag("authorization-plugins", "--authorization-plugin", plugin);
    judge("DMN-022", flag)
        .isUndetermined(
            "opa is given by a flag: every reload drops it, and the engine goes on listing it");
    EngineSample old = EngineSample.debian13().version("27.0.3", "1.41");
    Judging.of("DMN-022", Samples.host(old, file))
        .fails("opa can be passed by in Docker Engine 27.0.3 (CVE-2024-41110)");
    EngineSample rebuilt = EngineSample.debian13().version("20.10.24+dfsg1", "1.41");
    Judging.of("DMN-022", Samples.host(rebuilt, file))
        .isUndetermined(
            "opa authorizes calls; whether this build of 20.10.24+dfsg1 has the correction of"
                + " CVE-2024-41110 is its distribution's to say");
    Policy other = Policy.DEFAULT.with(EngineValues.AUTHORIZATION_PLUGINS, List.of("mine"));
    Judging.of("DMN-022", Samples.host(EngineSample.debian13(), file), other)
        .fails("opa is none of the plugins the site expects");
  }

  @Test
  void logs_that_stay_here_fail_whatever_the_driver_is_called() {
    judge("DMN-023", EngineSample.debian13()).fails("log driver json-file keeps logs on this host");
    DaemonSample gelf =
        DaemonSample.systemd()
            .set("log-driver", ConfigValue.of("gelf"))
            .set("log-opts", table("gelf-address", "udp://logs.example:12201"));
    judge("DMN-023", gelf).passes("log driver gelf sends logs away");
    judge("DMN-023", gelf.set("log-opts", table("gelf-address", "udp://127.0.0.1:12201")))
        .isUndetermined(
            "whether the local gelf at udp://127.0.0.1:12201 sends logs on was not seen");
    judge("DMN-023", DaemonSample.systemd().set("log-driver", ConfigValue.of("fluentd")))
        .isUndetermined(
            "whether the local fluentd at its default address sends logs on was not seen");
    DaemonSample syslog =
        DaemonSample.systemd()
            .set("log-driver", ConfigValue.of("syslog"))
            .set("log-opts", table("syslog-address", "udp://127.0.0.1:514"));
    judge("DMN-023", syslog)
        .isUndetermined(
            "whether the local syslog at udp://127.0.0.1:514 sends logs on was not seen");
    judge("DMN-023", syslog.set("log-opts", table("syslog-address", "udp://logs.example:514")))
        .passes("log driver syslog sends logs away");
    judge("DMN-023", syslog.set("log-opts", new ConfigValue.Table(Map.of())))
        .fails("log driver syslog keeps logs on this host");
    EngineSample engine = EngineSample.debian13().containers(ContainerSample.running("old", 4001));
    Judging.of("DMN-023", Samples.host(engine, gelf))
        .decidedBy(Outcome.FAIL, "container old: log driver json-file keeps logs on this host");
  }

  private static ConfigValue table(String key, String value) {
    return new ConfigValue.Table(Map.of(key, ConfigValue.of(value)));
  }

  @Test
  void the_key_of_the_legacy_registry_stops_the_engine() {
    judge("DMN-025", DaemonSample.systemd())
        .passes("the key is not set, and Docker Engine 26.1.5+dfsg1 has no such registry");
    judge(
            "DMN-025",
            DaemonSample.systemd()
                .problem(problem("disable-legacy-registry", "stops", "no longer known")))
        .fails("disable-legacy-registry is set, and the next start fails");
    Judging.of(
            "DMN-025",
            Samples.host(
                EngineSample.debian13().unreachable("no socket"),
                DaemonSample.systemd().version("")))
        .isUndetermined("the engine's version was not seen");
  }

  private static Daemon.Problem problem(String key, String severity, String says) {
    return new Daemon.Problem("/etc/docker/daemon.json:2:3", key, severity, says, "remove it");
  }

  @Test
  void a_key_that_does_nothing_fails_with_its_line() {
    judge("DMN-026", DaemonSample.systemd()).passes("no key is ignored");
    judge(
            "DMN-026",
            DaemonSample.systemd().problem(problem("insecure-registry", "ignored", "does nothing")))
        .decidedBy(
            Outcome.FAIL,
            "/etc/docker/daemon.json:2:3: \"insecure-registry\": does nothing; remove it");
    judge(
            "DMN-026",
            DaemonSample.systemd()
                .configFile(new Daemon.ConfigFile("/etc/docker/daemon.json", true, "", false, 0)))
        .isUndetermined("/etc/docker/daemon.json does not parse");
  }

  @Test
  void ssh_is_left_where_the_api_is_on_sockets_only() {
    judge("DMN-027", DaemonSample.systemd())
        .passes("the API is on sockets of this host only, which leaves ssh");
    ConfigValue tcp = ConfigValue.of(List.of("fd://", "tcp://0.0.0.0:2376"));
    Judging on = judge("DMN-027", DaemonSample.systemd().set("hosts", tcp));
    org.assertj.core.api.Assertions.assertThat(on.verdict().outcome()).isEqualTo(Outcome.MANUAL);
  }

  @Test
  void runtimes_are_approved_by_name_and_their_programs_are_roots() {
    judge("DMN-031", EngineSample.debian13()).passes("is approved");
    judge("DMN-031", EngineSample.debian13().runtime("odd", "/opt/odd"))
        .decidedBy(Outcome.FAIL, "odd: is not among the approved runtimes");
    EngineSample crun = EngineSample.debian13().runtime("crun", "/opt/crun");
    Judging.of(
            "DMN-031",
            Samples.host(crun, DaemonSample.systemd())
                .file("/opt/crun", Samples.regular("/opt/crun", 0757)))
        .decidedBy(Outcome.FAIL, "crun: others than root can change /opt/crun");
    Judging.of(
            "DMN-031",
            Samples.host(crun, DaemonSample.systemd())
                .file("/opt/crun", Samples.regular("/opt/crun", 0755)))
        .passes("is approved, and its program is root's");
    judge("DMN-031", crun).isUndetermined("could not read /opt/crun: not looked at");
  }

  @Test
  void ipv6_without_a_filter_fails() {
    DaemonSample off = DaemonSample.systemd().set("ip6tables", ConfigValue.of(false));
    Judging.of("DMN-035", Samples.host(EngineSample.debian13(), off))
        .passes("no bridge network gives IPv6 addresses");
    Judging.of("DMN-035", Samples.host(EngineSample.debian13().ipv6(), off))
        .fails("IPv6 is on and not filtered: bridge");
    Judging.of(
            "DMN-035",
            Samples.host(
                EngineSample.debian13().ipv6(),
                DaemonSample.systemd().set("ip6tables", ConfigValue.of(true))))
        .passes("ip6tables is true");
  }

  @Test
  void routed_packets_are_dropped_since_28_and_not_before() {
    judge("DMN-036", EngineSample.debian13())
        .passes("no running container publishes a port on loopback");
    EngineSample exposed =
        EngineSample.debian13()
            .containers(
                ContainerSample.running("web", 4001).publish("127.0.0.1", "8080", "80/tcp"));
    judge("DMN-036", exposed)
        .fails(
            "publishes a port on loopback, which Docker Engine 26.1.5+dfsg1 does not keep from"
                + " neighbours");
    EngineSample new28 = EngineSample.debian13().version("28.5.2", "1.41");
    Judging.of("DMN-036", Samples.host(new28, DaemonSample.systemd().version("28.5.2")))
        .passes("the engine drops routed packets");
    Judging.of(
            "DMN-036",
            Samples.host(
                new28,
                DaemonSample.systemd()
                    .version("28.5.2")
                    .set("allow-direct-routing", ConfigValue.of(true))))
        .fails("allow-direct-routing is true");
  }

  @Test
  void a_password_in_a_file_that_others_read_fails() {
    judge("DMN-040", DaemonSample.systemd())
        .passes("no file of the engine's settings holds a URL with a password");
    DaemonSample proxy = DaemonSample.systemd().credentials("/etc/p.conf");
    Judging.of(
            "DMN-040",
            Samples.host(EngineSample.debian13(), proxy)
                .file("/etc/p.conf", Samples.regular("/etc/p.conf", 0644)))
        .decidedBy(Outcome.FAIL, "/etc/p.conf: holds a password, and other users can read it");
    Judging.of(
            "DMN-040",
            Samples.host(EngineSample.debian13(), proxy)
                .file("/etc/p.conf", Samples.regular("/etc/p.conf", 0640)))
        .passes("holds a password and is closed to other users");
  }

  @Test
  void an_enabled_plugin_nobody_approved_fails() {
    judge("DMN-041", EngineSample.debian13()).passes("no managed plugin is enabled");
    Engine.Plugin plugin = new Engine.Plugin("vieux/sshfs:latest", true, List.of("network host"));
    judge("DMN-041", EngineSample.debian13().plugin(plugin))
        .decidedBy(Outcome.FAIL, "plugin vieux/sshfs:latest: is enabled and nobody approved it");
    Policy policy = Policy.DEFAULT.with(EngineValues.PLUGINS, List.of("vieux/*"));
    Judging.of(
            "DMN-041",
            Samples.host(EngineSample.debian13().plugin(plugin), DaemonSample.systemd()),
            policy)
        .passes("is approved by the site's policy");
    judge("DMN-041", EngineSample.debian13().unreachable("denied"))
        .isUndetermined("could not read GET /plugins: denied");
  }

  @Test
  void an_old_api_that_was_switched_on_again_fails() {
    judge("DMN-043", DaemonSample.systemd()).passes("DOCKER_MIN_API_VERSION is not set");
    DaemonSample old =
        DaemonSample.systemd()
            .process(
                Reading.present(
                    new Daemon.Running(
                        DaemonSample.PID,
                        "/usr/sbin/dockerd",
                        List.of("dockerd"),
                        Reading.present(
                            Map.of("DOCKER_MIN_API_VERSION", "1.12"), Origin.observed("environ")),
                        0,
                        false),
                    Origin.observed("/proc/812")));
    judge("DMN-043", old).fails("DOCKER_MIN_API_VERSION is 1.12");
    judge("DMN-043", EngineSample.debian13().version("20.10.24", "1.41"))
        .isNotApplicable("Docker Engine before 25.0 has no such minimum");
  }

  @Test
  void a_unit_that_kills_containers_fails() {
    judge("DMN-044", DaemonSample.systemd()).passes("is process");
    judge("DMN-044", DaemonSample.systemd().stopping(Map.of("Delegate", "yes")))
        .decidedBy(Outcome.FAIL, "KillMode: is control-group, process expected");
    judge("DMN-044", DaemonSample.systemd().stopping(Map.of("KillMode", "process")))
        .decidedBy(Outcome.FAIL, "Delegate: is not set, yes expected");
    judge("DMN-044", DaemonSample.systemd().withoutUnits())
        .isNotApplicable("no systemd unit starts the engine");
  }

  @Test
  void settings_that_go_against_the_engines_state_fail() {
    judge("DMN-045", DaemonSample.systemd())
        .passes("no setting of the next start goes against the engine's state");
    DaemonSample live = DaemonSample.systemd().nextStart("live-restore", ConfigValue.of(true));
    Judging.of("DMN-045", Samples.host(EngineSample.debian13().swarm("active"), live))
        .decidedBy(
            Outcome.FAIL,
            "live-restore: is true, and the engine is in swarm mode: remove it, or leave the"
                + " swarm");
    judge("DMN-045", DaemonSample.systemd().set("cgroup-parent", ConfigValue.of("/docker")))
        .decidedBy(
            Outcome.FAIL,
            "cgroup-parent: is no slice, and the cgroup driver is systemd: name a NAME.slice, or"
                + " remove it");
    judge("DMN-045", EngineSample.debian13().unreachable("denied"))
        .isUndetermined("could not read GET /info: denied");
  }
}
