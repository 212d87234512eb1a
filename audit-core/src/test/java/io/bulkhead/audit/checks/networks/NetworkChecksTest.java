package io.bulkhead.audit.checks.networks;

import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.Judging;
import io.bulkhead.audit.policy.NetworkValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.Engine;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.FileKind;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SecretSign;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkChecksTest {
  private static final String ICC = "com.docker.network.bridge.enable_icc";
  private static final String MODE = "com.docker.network.bridge.gateway_mode_ipv4";

  private static EngineSample with(String driver, Map<String, String> options) {
    return EngineSample.debian13()
        .withoutBridge()
        .network(
            new Engine.Network(
                "c".repeat(64), "back", driver, false, options, false, List.of(), List.of()));
  }

  private static SnapshotBuilder host(EngineSample engine) {
    return Samples.host(engine, DaemonSample.systemd());
  }

  private static SnapshotBuilder volume(Map<String, String> options, SecretSign... secrets) {
    return host(
        EngineSample.debian13()
            .volume(new Engine.Volume("data", "local", "", options, List.of(secrets))));
  }

  @Test
  void isolation_is_for_the_policy_or_a_person() {
    SnapshotBuilder open =
        host(
            with("bridge", Map.of())
                .containers(
                    ContainerSample.exited("a").networkMode("back").address("back", ""),
                    ContainerSample.exited("b").networkMode("back").address("back", "")));
    Judging.of("NET-001", open)
        .isManual(
            "lets its 2 containers (a, b) talk to each other; whether they have to is for a person");
    Judging.of("NET-001", open, Policy.DEFAULT.with(NetworkValues.ISOLATED, List.of("back")))
        .fails("lets its containers talk, and the policy forbids that");
    Judging.of("NET-001", open, Policy.DEFAULT.with(NetworkValues.ISOLATED, List.of()))
        .passes("lets its containers talk, which the policy allows");
    Judging.of("NET-001", host(with("bridge", Map.of(ICC, "false"))))
        .decidedBy(Outcome.PASS, "network back: keeps its containers apart");
    Judging.of("NET-001", host(with("overlay", Map.of()))).isNotApplicable("is no bridge network");
    Judging.of("NET-001", host(with("host", Map.of()))).isNotApplicable("there is no network");
  }

  @Test
  void unprotected_ports_fail() {
    Judging.of("NET-002", host(with("bridge", Map.of(MODE, "nat-unprotected"))))
        .fails("opens every port of its containers: nat-unprotected");
    Judging.of("NET-002", host(with("bridge", Map.of(MODE, "nat"))))
        .passes("opens only published ports");
    Judging.of("NET-002", host(EngineSample.debian13().unreachable("no socket")))
        .isUndetermined("could not read GET /networks: no socket");
  }

  @Test
  void networks_past_the_firewall_are_for_a_person() {
    Judging.of("NET-003", host(with("macvlan", Map.of())))
        .isManual("goes past the host's firewall: macvlan; whether it has to is for a person");
    Judging.of(
            "NET-003",
            host(with("ipvlan", Map.of())),
            Policy.DEFAULT.with(NetworkValues.DIRECT, List.of("b*")))
        .passes("goes past the host's firewall, which the policy allows");
    Judging.of("NET-003", host(with("bridge", Map.of()))).passes("goes through the host: bridge");
  }

  @Test
  void volumes_are_judged_by_their_options() {
    Judging.of(
            "VOL-001",
            volume(
                Map.of("o", "username=a,password=(redacted)"),
                new SecretSign("option o", "password, its name says so")))
        .fails("holds what looks like a secret: option o: password, its name says so");
    Judging.of("VOL-001", volume(Map.of())).passes("no option looks like a secret");
    Judging.of("VOL-002", volume(Map.of("type", "none", "o", "bind", "device", "/etc")))
        .decidedBy(Outcome.FAIL, "volume data: mounts /etc, which is a directory of the system");
    SnapshotBuilder bound = volume(Map.of("type", "none", "o", "bind", "device", "/srv/x"));
    Judging.of("VOL-002", bound).isUndetermined("where /srv/x leads was not seen");
    Judging.of("VOL-002", bound.file("/srv/x", Samples.directory("/srv/x", 0755)))
        .passes("mounts /srv/x, which is not sensitive");
    Judging.of(
            "VOL-002",
            bound.file("/srv/x", Samples.linked("/srv/x", "/etc", Samples.directory("/etc", 0755))))
        .fails("mounts /srv/x, which is a directory of the system");
    Judging.of("VOL-002", volume(Map.of())).passes("is kept by its driver local");
    Judging.of("VOL-002", volume(Map.of("type", "overlay", "o", "lowerdir=/srv,upperdir=/etc")))
        .fails("mounts /etc, which is a directory of the system");
    Judging.of(
            "VOL-002",
            volume(Map.of("type", "ext4", "device", "/dev/sda"))
                .file(
                    "/dev/sda",
                    Samples.seen(
                        Samples.stat("/dev/sda", FileKind.BLOCK_DEVICE, 0660, 0, 6), "/dev/sda")))
        .isUndetermined(
            "mounts the file system on /dev/sda, and whether that is the host's was not seen");
    Judging.of("VOL-001", Samples.host()).isNotApplicable("there is no volume");
  }

  @Test
  void unused_volumes_are_for_a_person() {
    Judging.of("VOL-003", volume(Map.of())).isManual("1 volumes that no container uses: data");
    Judging.of(
            "VOL-003",
            host(
                EngineSample.debian13()
                    .volume(new Engine.Volume("data", "local", "", Map.of(), List.of()))
                    .containers(
                        ContainerSample.exited("a")
                            .mount(
                                new Container.Mount(
                                    "volume", "data", "/v/data/_data", "/d", true, "")))))
        .passes("every volume is in use");
  }
}
