package io.bulkhead.remediate.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.CheckId;
import io.bulkhead.audit.Verdict;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Daemon;
import io.bulkhead.audit.snapshot.DaemonSample;
import io.bulkhead.audit.snapshot.EngineSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.InteriorSample;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.Proposal;
import io.bulkhead.remediate.Remedy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemediesTest {
  private static Remedy of(String id) {
    return Remedies.all().stream()
        .filter(r -> r.cures().equals(new CheckId(id)))
        .findFirst()
        .orElseThrow();
  }

  private static List<Proposal> propose(String id, SnapshotBuilder draft) {
    HostSnapshot host = draft.build();
    Verdict verdict = BuiltInCatalogue.catalogue().find(new CheckId(id)).orElseThrow().judge(host);
    return of(id).propose(host, verdict);
  }

  private static Proposal.Manual manual(String id, SnapshotBuilder draft) {
    assertThat(propose(id, draft)).hasSize(1);
    return (Proposal.Manual) propose(id, draft).get(0);
  }

  @Test
  void every_check_has_exactly_one_remedy() {
    List<CheckId> checks =
        BuiltInCatalogue.catalogue().checks().stream().map(Check::meta).map(m -> m.id()).toList();
    assertThat(Remedies.all().stream().map(Remedy::cures)).containsExactlyElementsOf(checks);
  }

  @Test
  void every_remedy_has_a_proposal_for_every_failure_of_a_bad_host() {
    SnapshotBuilder draft = Samples.host(ContainerSample.running("bad", 4001).privileged());
    HostSnapshot host = draft.build();
    for (Remedy remedy : Remedies.all()) {
      List<Proposal> proposals = remedy.propose(host, Verdict.fail("it is so"));
      assertThat(proposals).as("%s", remedy.cures()).isNotEmpty();
    }
  }

  @Test
  void icc_is_refused_where_the_packet_filter_may_not_be_used() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(), DaemonSample.systemd().set("iptables", ConfigValue.of(false)));
    assertThat(manual("DMN-001", host).why()).contains("iptables is false");
    assertThat(manual("DMN-004", host).why()).contains("iptables is false");
  }

  @Test
  void icc_is_refused_without_a_default_bridge() {
    HostSnapshot host =
        Samples.host(EngineSample.debian13().withoutBridge(), DaemonSample.systemd()).build();
    assertThat(of("DMN-001").propose(host, Verdict.fail("x")).get(0))
        .isInstanceOfSatisfying(
            Proposal.Manual.class, m -> assertThat(m.why()).contains("no default bridge"));
  }

  @Test
  void live_restore_is_refused_in_swarm_mode() {
    assertThat(
            manual(
                    "DMN-003",
                    Samples.host(EngineSample.debian13().swarm("active"), DaemonSample.systemd()))
                .why())
        .contains("swarm mode is active");
  }

  @Test
  void log_limits_are_strings_and_keep_other_options() {
    Proposal.Fix fix =
        (Proposal.Fix)
            propose(
                    "DMN-005",
                    Samples.host(
                        EngineSample.debian13(),
                        DaemonSample.systemd()
                            .set(
                                "log-opts",
                                new ConfigValue.Table(Map.of("tag", ConfigValue.of("x"))))))
                .get(0);
    assertThat(fix.edits())
        .extracting(e -> ((io.bulkhead.remediate.Edit.Key) e).path())
        .containsExactly(List.of("log-opts", "max-size"), List.of("log-opts", "max-file"));
    assertThat(fix.edits())
        .allMatch(e -> ((io.bulkhead.remediate.Edit.Key) e).after() instanceof ConfigValue.Text);
  }

  @Test
  void a_max_size_that_bounds_nothing_or_too_little_is_replaced_with_its_number_of_files() {
    ConfigValue loose =
        new ConfigValue.Table(
            java.util.Map.of("max-size", ConfigValue.of("0"), "max-file", ConfigValue.of("9")));
    Proposal.Fix fix =
        (Proposal.Fix)
            propose(
                    "DMN-005",
                    Samples.host(
                        EngineSample.debian13(), DaemonSample.systemd().set("log-opts", loose)))
                .get(0);
    assertThat(fix.edits())
        .extracting(e -> ((io.bulkhead.remediate.Edit.Key) e).after())
        .containsExactly(ConfigValue.of("10m"), ConfigValue.of("3"));
  }

  @Test
  void log_limits_are_left_alone_for_other_drivers() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13().loggingDriver("fluentd"),
            DaemonSample.systemd().set("log-driver", ConfigValue.of("fluentd")));
    assertThat(of("DMN-005").propose(host.build(), Verdict.fail("x")).get(0))
        .isInstanceOfSatisfying(
            Proposal.Manual.class, m -> assertThat(m.why()).contains("fluentd"));
  }

  @Test
  void default_limits_never_touch_the_number_of_processes() {
    Proposal.Fix fix = (Proposal.Fix) propose("DMN-006", Samples.host()).get(0);
    assertThat(fix.edits().toString())
        .contains("nofile", "65536", "1048576")
        .doesNotContain("nproc");
  }

  @Test
  void a_setting_that_only_waits_for_a_restart_is_not_edited() {
    SnapshotBuilder host =
        Samples.host(
            EngineSample.debian13(),
            DaemonSample.systemd().nextStart("icc", ConfigValue.of(false)));
    assertThat(manual("DMN-001", host).why()).contains("was not restarted since");
    assertThat(manual("DMN-001", host).byHand())
        .contains("systemctl daemon-reload && systemctl restart docker.service");
  }

  @Test
  void a_flag_of_a_plain_process_is_left_to_a_person() {
    HostSnapshot host =
        Samples.host(
                EngineSample.debian13(),
                DaemonSample.systemd()
                    .control(Daemon.ControlKind.PROCESS, "")
                    .argv("/usr/sbin/dockerd", "-H", "fd://", "--log-opt", "x=y"))
            .build();
    assertThat(((Proposal.Manual) of("DMN-005").propose(host, Verdict.fail("x")).get(0)).why())
        .contains("--log-opt");
  }

  @Test
  void each_member_of_the_sockets_group_is_a_change_of_its_own() {
    SnapshotBuilder host =
        Samples.host()
            .accounts(Samples.seen(Samples.accounts(List.of("ali", "root"), List.of()), "x"));
    List<Proposal> proposals = propose("HST-001", host);
    assertThat(proposals).hasSize(1);
    Proposal.Fix fix = (Proposal.Fix) proposals.get(0);
    assertThat(fix.edits())
        .containsExactly(
            io.bulkhead.remediate.Edit.Value.of(
                new io.bulkhead.remediate.Setting.Member("docker", "ali"), "no member"));
    assertThat(fix.access()).isEqualTo(io.bulkhead.remediate.Access.DOCKER_API);
  }

  @Test
  void a_container_made_by_compose_is_sent_to_its_file() {
    SnapshotBuilder host =
        Samples.host(
            ContainerSample.running("web", 4001)
                .privileged()
                .label("com.docker.compose.project.config_files", "/srv/app/compose.yaml")
                .label("com.docker.compose.service", "frontend"));
    assertThat(manual("CTR-002", host).byHand())
        .anyMatch(s -> s.contains("web") && s.contains("without privileged: true"))
        .anyMatch(s -> s.contains("service frontend in /srv/app/compose.yaml"))
        .contains("    then docker compose -f /srv/app/compose.yaml up -d frontend");
  }

  @Test
  void capabilities_beyond_the_default_are_named() {
    SnapshotBuilder host =
        Samples.host(ContainerSample.running("web", 4001).capAdd("SYS_ADMIN", "CHOWN"));
    HostSnapshot seen = host.build();
    Verdict failed = Verdict.fail("x");
    Verdict named =
        new Verdict(failed.outcome(), List.of(failed.grounds().get(0).about("container web")));
    Proposal.Manual advice = (Proposal.Manual) of("CTR-003").propose(seen, named).get(0);
    assertThat(advice.byHand().get(0))
        .contains("without --cap-add SYS_ADMIN")
        .doesNotContain("CHOWN");
  }

  @Test
  void a_limit_of_processes_is_one_change_for_each_container_with_its_file_named() {
    SnapshotBuilder host =
        Samples.host(
            ContainerSample.running("a", 4001)
                .label("com.docker.compose.project.config_files", "/srv/c.yaml")
                .label("com.docker.compose.service", "web"),
            ContainerSample.exited("b"));
    List<Proposal> proposals = propose("CTR-032", host);
    assertThat(proposals).hasSize(2).allMatch(Proposal.Fix.class::isInstance);
    Proposal.Fix first = (Proposal.Fix) proposals.get(0);
    assertThat(first.edits().get(0).target()).isEqualTo("container a pids-limit");
    assertThat(first.affected())
        .containsExactly(
            "service web in /srv/c.yaml has to say it too, or the next up takes it back");
  }

  @Test
  void a_service_that_always_comes_back_is_left_to_a_person() {
    SnapshotBuilder host =
        Samples.host(
            ContainerSample.running("a", 4001).restartPolicy("always"),
            ContainerSample.running("b", 4002).restartPolicy("on-failure"));
    List<Proposal> proposals = propose("CTR-023", host);
    assertThat(proposals).hasSize(2);
    assertThat(proposals.get(0))
        .isInstanceOfSatisfying(
            Proposal.Fix.class,
            fix -> assertThat(fix.edits().get(0).target()).isEqualTo("container b restart"));
    assertThat(((Proposal.Manual) proposals.get(1)).byHand())
        .containsExactly("docker update --restart on-failure:5 a");
  }

  @Test
  void what_a_container_was_seen_to_need_stays() {
    SnapshotBuilder host = Samples.host(ContainerSample.running("web", 4001).capAdd("NET_ADMIN"));
    host.interior(
        ContainerSample.idOf("web"),
        InteriorSample.of(4001).member("nginx", 0).member("nginx", 101).ports(80).reading());
    assertThat(manual("CTR-003", host).byHand().get(0))
        .isEqualTo(
            "web: create it again without --cap-add NET_ADMIN, with --cap-drop ALL --cap-add"
                + " NET_BIND_SERVICE --cap-add SETGID --cap-add SETUID (seen: it starts processes of"
                + " other users, it listens on port 80; add what else it is known to need)");
  }

  @Test
  void memory_is_proposed_from_what_is_used() {
    SnapshotBuilder host = Samples.host(ContainerSample.running("web", 4001));
    host.interior(
        ContainerSample.idOf("web"), InteriorSample.of(4001).memoryUsed(300L << 20).reading());
    assertThat(manual("CTR-019", host).byHand())
        .containsExactly("docker update --memory 1024m --memory-swap 1024m web");
  }
}
