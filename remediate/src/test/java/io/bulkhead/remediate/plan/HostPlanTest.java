package io.bulkhead.remediate.plan;

import static io.bulkhead.remediate.plan.Planning.change;
import static io.bulkhead.remediate.plan.Planning.only;
import static io.bulkhead.remediate.plan.Planning.unfixed;
import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.AuditTrail;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.Judgement;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.ProbeResult;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.remediate.Access;
import io.bulkhead.remediate.Change;
import io.bulkhead.remediate.Plan;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.Reader;
import io.bulkhead.remediate.RemediationException;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Step;
import io.bulkhead.remediate.Undo;
import io.bulkhead.remediate.json.PlanJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans for the kernel and the host beside the engine, from finding to steps. */
class HostPlanTest {
  private static final String DROP_IN = "/etc/sysctl.d/99-bulkhead.conf";
  private static final Setting KPTR = new Setting.Sysctl("kernel.kptr_restrict");
  private static final Setting KEXEC = new Setting.Sysctl("kernel.kexec_load_disabled");

  private final FakeTargets targets = new FakeTargets().value(KPTR, "0").value(KEXEC, "0");

  private static SnapshotBuilder weak(String... probes) {
    return Samples.host()
        .probes(
            List.of(probes).stream()
                .map(
                    id ->
                        new ProbeResult(
                            id, Judgement.FAIL, new ConfigValue.Null(), "weak", List.of()))
                .toList());
  }

  @Test
  void a_parameter_is_set_now_and_for_the_next_boot() throws RemediationException {
    SnapshotBuilder host = weak("leak.kptr");
    Prepared prepared = Planning.prepare(host, targets, Planning.only("KRN-037"));
    Change change = change(prepared.plan(), "KRN-037");
    assertThat(change.what()).isEqualTo("sysctl kernel.kptr_restrict");
    assertThat(change.values()).isEqualTo("0 → 1, + kernel.kptr_restrict = 1");
    assertThat(change.undo()).isEqualTo(new Undo.Exact());
    assertThat(PlanJson.read(PlanJson.write(prepared.plan()))).isEqualTo(prepared.plan());
    targets.apply(prepared);
    assertThat(targets.text(DROP_IN)).isEqualTo("kernel.kptr_restrict = 1\n");
    assertThat(targets.value(KPTR).value()).isEqualTo("1");
    Prepared back = Planning.back(PlanPropertyTest.set(prepared), host.build(), targets);
    targets.apply(back);
    assertThat(targets.exists(DROP_IN)).isFalse();
    assertThat(targets.value(KPTR).value()).isEqualTo("0");
  }

  @Test
  void several_parameters_share_one_file_and_stay_separate_changes() {
    Prepared prepared =
        Planning.prepare(
            weak("leak.kptr", "kexec.disabled"), targets, Planning.only("KRN-033", "KRN-037"));
    assertThat(prepared.plan().changes()).hasSize(2);
    assertThat(prepared.plan().steps().stream().filter(Step.PutFile.class::isInstance)).hasSize(1);
  }

  @Test
  void a_parameter_that_the_kernel_never_takes_back_is_one_way_and_comes_last() {
    Prepared prepared =
        Planning.prepare(
            weak("leak.kptr", "kexec.disabled"), targets, Planning.only("KRN-033", "KRN-037"));
    List<Step> steps = prepared.plan().steps();
    Step last = steps.get(steps.size() - 1);
    assertThat(last.target()).isEqualTo("sysctl kernel.kexec_load_disabled");
    assertThat(prepared.plan().changes())
        .extracting(Change::undo)
        .contains(
            new Undo.OneWay(
                "kernel.kexec_load_disabled stays 1 until the next boot, whatever is done before"
                    + " it"));
  }

  @Test
  void what_neighbours_can_change_is_set_as_the_probe_names_it() {
    Setting uplink = new Setting.Sysctl("net.ipv4.conf.eth0/100.send_redirects");
    Setting cookies = new Setting.Sysctl("net.ipv4.tcp_syncookies");
    targets.value(uplink, "1").value(cookies, "0");
    ConfigValue bad =
        new ConfigValue.Table(
            Map.of(
                "net.ipv4.conf.eth0/100.send_redirects",
                ConfigValue.of(1),
                "net.ipv4.tcp_syncookies",
                ConfigValue.of(0),
                "kernel.sysrq",
                ConfigValue.of(1)));
    SnapshotBuilder host =
        Samples.host()
            .probes(
                List.of(new ProbeResult("net.redirects", Judgement.FAIL, bad, "weak", List.of())));
    Prepared prepared = Planning.prepare(host, targets, Planning.only("HST-080"));
    targets.apply(prepared);
    assertThat(targets.value(uplink).value()).isEqualTo("0");
    assertThat(targets.value(cookies).value()).isEqualTo("1");
    assertThat(targets.text(DROP_IN)).doesNotContain("sysrq");
  }

  @Test
  void a_value_that_somebody_set_since_stops_the_rollback() throws RemediationException {
    SnapshotBuilder host = weak("leak.kptr");
    Prepared prepared = Planning.prepare(host, targets, Planning.only("KRN-037"));
    targets.apply(prepared);
    targets.value(KPTR, "2");
    Plan back = Planning.back(PlanPropertyTest.set(prepared), host.build(), targets).plan();
    assertThat(back.conflicts())
        .containsExactly(
            "sysctl kernel.kptr_restrict: somebody made it 2 since, Bulkhead had made it 1");
  }

  private static SnapshotBuilder weakened(boolean container, String... lines) {
    List<ProbeResult.Seen> seen =
        List.of(lines).stream()
            .map(line -> new ProbeResult.Seen(Origin.claimed("/etc/default/grub"), line))
            .toList();
    ConfigValue words =
        new ConfigValue.Items(
            List.of(new ConfigValue.Text("mitigations=off"), new ConfigValue.Text("nosmep")));
    return Samples.host()
        .probes(
            List.of(
                new ProbeResult("kernel.cmdline_weakening", Judgement.FAIL, words, "weak", seen),
                new ProbeResult(
                    "ctx.in_container", Judgement.INFO, ConfigValue.of(container), "", List.of()),
                new ProbeResult(
                    "leak.kptr", Judgement.FAIL, new ConfigValue.Null(), "weak", List.of()),
                new ProbeResult(
                    "net.route_localnet",
                    Judgement.FAIL,
                    new ConfigValue.Null(),
                    "weak",
                    List.of())));
  }

  @Test
  void boot_parameters_are_taken_out_of_their_lines_and_come_back() throws RemediationException {
    String one = "GRUB_CMDLINE_LINUX_DEFAULT=\"mitigations=off quiet\"";
    String two = "GRUB_CMDLINE_LINUX='crashkernel=auto nosmep'";
    String text = "# mitigations=off\n" + one + "\n" + two + "\n";
    targets.with("/etc/default/grub", text);
    SnapshotBuilder host = weakened(false, one, two);
    Prepared prepared = Planning.prepare(host, targets, Planning.only("KRN-009"));
    assertThat(prepared.plan().steps())
        .filteredOn(Step.Reread.class::isInstance)
        .map(step -> ((Step.Reread) step).names() + " " + ((Step.Reread) step).present())
        .containsExactly("[mitigations=off, nosmep] false");
    targets.apply(prepared);
    assertThat(targets.text("/etc/default/grub"))
        .isEqualTo(
            "# mitigations=off\nGRUB_CMDLINE_LINUX_DEFAULT=\"quiet\"\nGRUB_CMDLINE_LINUX='crashkernel=auto'\n");
    Prepared back = Planning.back(PlanPropertyTest.set(prepared), host.build(), targets);
    assertThat(back.plan().steps())
        .filteredOn(Step.Reread.class::isInstance)
        .map(step -> ((Step.Reread) step).names() + " " + ((Step.Reread) step).present())
        .containsExactly("[mitigations=off, nosmep] true");
    targets.apply(back);
    assertThat(targets.text("/etc/default/grub")).isEqualTo(text);
  }

  @Test
  void a_boot_parameter_that_stands_elsewhere_is_left_to_a_person() {
    SnapshotBuilder host = weakened(false, "GRUB_CMDLINE_LINUX=\"nosmep\"");
    Plan plan = Planning.prepare(host, targets, Planning.only("KRN-009")).plan();
    assertThat(plan.changes()).isEmpty();
    assertThat(unfixed(plan, "KRN-009").byHand().get(0)).endsWith(": mitigations=off");
  }

  @Test
  void in_a_container_only_what_its_network_owns_is_offered() {
    SnapshotBuilder host = weakened(true, "GRUB_CMDLINE_LINUX=\"mitigations=off nosmep\"");
    targets.value(new Setting.Sysctl("net.ipv4.conf.all.route_localnet"), "1");
    Plan plan =
        Planning.prepare(host, targets, Planning.only("KRN-009", "KRN-037", "HST-078")).plan();
    assertThat(plan.changes())
        .singleElement()
        .satisfies(c -> assertThat(c.what()).contains("route_localnet"));
    assertThat(unfixed(plan, "KRN-009").why()).contains("machine outside");
    assertThat(unfixed(plan, "KRN-037").why()).contains("machine outside");
  }

  @Test
  void what_docker_needs_is_refused_whoever_asks() {
    var host = Samples.host().build();
    assertThat(DockerNeeds.refusal(host, "net.ipv4.ip_forward", "0")).isPresent();
    assertThat(DockerNeeds.refusal(host, "kernel.modules_disabled", "1")).isPresent();
    assertThat(DockerNeeds.refusal(host, "kernel.yama.ptrace_scope", "3")).isPresent();
    assertThat(DockerNeeds.refusal(host, "kernel.yama.ptrace_scope", "1")).isEmpty();
  }

  @Test
  void audit_rules_of_many_checks_are_one_file_loaded_once() {
    SnapshotBuilder host =
        Samples.host()
            .auditTrail(
                new AuditTrail(
                    Reading.present(new AuditTrail.Status(1, 77), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x"))));
    Prepared prepared = Planning.prepare(host, targets, Planning.only("HST-043", "HST-046"));
    assertThat(prepared.plan().steps())
        .extracting(Step::target)
        .endsWith("/etc/audit/rules.d/50-docker.rules", "the audit rules are loaded again");
    targets.apply(prepared);
    assertThat(targets.text("/etc/audit/rules.d/50-docker.rules"))
        .isEqualTo("-w /etc/docker -p wa -k docker\n-c\n-w /run/docker.sock -p wa -k docker\n");
  }

  @Test
  void a_directory_of_a_service_is_there_before_its_rules_are_loaded_at_boot() {
    SnapshotBuilder host =
        Samples.host()
            .file("/run/containerd", Samples.directory("/run/containerd", 0711))
            .auditTrail(
                new AuditTrail(
                    Reading.present(new AuditTrail.Status(1, 77), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x"))));
    String rules = "/etc/audit/rules.d/50-docker.rules";
    targets.with(rules, "-c\n-w /run/containerd -p wa -k docker\n");
    Prepared prepared = Planning.prepare(host, targets, Planning.only("HST-041"));
    assertThat(prepared.plan().steps())
        .extracting(Step::target)
        .endsWith("/etc/tmpfiles.d/bulkhead.conf", "the audit rules are loaded again");
    targets.apply(prepared);
    assertThat(targets.text("/etc/tmpfiles.d/bulkhead.conf"))
        .isEqualTo("d /run/containerd 0711 0 0 -\n");
    assertThat(targets.text(rules)).isEqualTo("-c\n-w /run/containerd -p wa -k docker\n");
  }

  @Test
  void rules_that_lock_themselves_are_one_way_loaded_last_and_not_taken_back()
      throws RemediationException {
    SnapshotBuilder host =
        weak("leak.kptr")
            .auditTrail(
                new AuditTrail(
                    Reading.present(new AuditTrail.Status(1, 77), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x"))));
    targets.with("/etc/audit/rules.d/99-finalize.rules", "# last\n-e 2\n");
    Prepared prepared = Planning.prepare(host, targets, Planning.only("HST-043", "KRN-037"));
    assertThat(change(prepared.plan(), "HST-043").undo())
        .isEqualTo(
            new Undo.OneWay(
                "'-e 2' in /etc/audit/rules.d/99-finalize.rules locks the audit rules once they are"
                    + " loaded: the kernel keeps them until the next boot, whatever is done before"
                    + " it"));
    assertThat(change(prepared.plan(), "KRN-037").undo()).isEqualTo(new Undo.Exact());
    List<Step> steps = prepared.plan().steps();
    assertThat(steps.get(steps.size() - 1).target()).isEqualTo("the audit rules are loaded again");

    targets.apply(prepared);
    targets.obstacle(Reader.AUDIT_RULES, "the audit rules are locked until the next boot");
    assertThat(Planning.back(PlanPropertyTest.set(prepared), host.build(), targets).plan())
        .satisfies(
            back ->
                assertThat(back.conflicts())
                    .containsExactly(
                        "/etc/audit/rules.d/50-docker.rules: the audit rules are locked until the"
                            + " next boot"));
  }

  @Test
  void without_auditd_a_person_has_to_install_it() {
    SnapshotBuilder host =
        Samples.host()
            .auditTrail(
                new AuditTrail(
                    Reading.present(new AuditTrail.Status(0, 0), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x")),
                    Reading.present(List.of(), Origin.observed("x"))));
    assertThat(unfixed(only(host, targets, "HST-043"), "HST-043").why())
        .isEqualTo("auditd does not run, so nobody would take the records");
  }

  @Test
  void a_member_is_taken_out_with_a_word_about_open_sessions() {
    Setting member = new Setting.Member("docker", "ali");
    targets.value(member, "member");
    SnapshotBuilder host =
        Samples.host().accounts(Samples.seen(Samples.accounts(List.of("ali"), List.of()), "x"));
    Change change = change(only(host, targets, "HST-001"), "HST-001");
    assertThat(change.values()).isEqualTo("member → no member");
    assertThat(change.access()).isEqualTo(Access.DOCKER_API);
    assertThat(change.undo())
        .isEqualTo(new Undo.SameEffect("sessions that are open keep the groups they began with"));
  }

  @Test
  void a_value_that_cannot_be_seen_is_left_to_a_person_with_the_reason() {
    SnapshotBuilder host = weak("leak.dmesg");
    assertThat(unfixed(only(host, targets, "KRN-038"), "KRN-038").why())
        .isEqualTo("sysctl kernel.dmesg_restrict is not there below another root");
  }
}
