package io.bulkhead.audit.policyfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.Audit;
import io.bulkhead.audit.Check;
import io.bulkhead.audit.Finding;
import io.bulkhead.audit.Outcome;
import io.bulkhead.audit.catalogue.BuiltInCatalogue;
import io.bulkhead.audit.policy.ContainerValues;
import io.bulkhead.audit.policy.ImageValues;
import io.bulkhead.audit.policy.Policy;
import io.bulkhead.audit.policy.SiteValues;
import io.bulkhead.audit.policy.Waiver;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Samples;
import io.bulkhead.audit.waiver.Waiving;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPolicyTest {
  private static final List<Check> CHECKS = BuiltInCatalogue.catalogue().checks();
  private static final List<String> IDS =
      CHECKS.stream().map(check -> check.meta().id().value()).toList();
  private static final LocalDate LAST = LocalDate.of(2099, 12, 31);

  @Test
  void under_its_own_policy_a_host_has_no_failure_and_all_waivers_are_used()
      throws PolicyFileException {
    HostSnapshot host = host();
    Policy policy = HostPolicy.of(host, CHECKS, "alice", LAST);
    Policy read = PolicyFile.parse("p.yaml", PolicyText.of(policy, List.of("head")), IDS);
    var after = Waiving.apply(host, read, Audit.judge(host, read, CHECKS));
    assertThat(after.findings()).noneMatch(Finding::failed);
    assertThat(after.findings()).anyMatch(f -> f.verdict().outcome() == Outcome.WAIVED);
    assertThat(after.unused()).isEmpty();
    assertThat(read.waivers()).isNotEmpty().allMatch(w -> w.expires().equals(LAST));
  }

  @Test
  void what_containers_have_is_stated_for_each() {
    Policy policy = HostPolicy.of(host(), CHECKS, "alice", LAST);
    assertThat(policy.get(ContainerValues.CAPABILITIES))
        .extracting(a -> a.container() + " " + a.values())
        .containsExactly("web [NET_ADMIN, SYS_TIME]");
    assertThat(policy.states(ImageValues.REGISTRIES)).isTrue();
  }

  @Test
  void a_written_policy_is_read_back_as_it_was() throws PolicyFileException {
    Policy policy = HostPolicy.of(host(), CHECKS, "al\u202e\"ice\\\n# x: [", LAST);
    Policy back = PolicyFile.parse("p.yaml", PolicyText.of(policy, List.of()), IDS);
    assertThat(back.stated()).isEqualTo(policy.stated());
    assertThat(back.waivers())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("source")
        .isEqualTo(policy.waivers());
    assertThat(back.waivers()).extracting(Waiver::source).allMatch(s -> s.matches("p.yaml:\\d+"));
  }

  @Test
  void values_that_are_not_stated_stand_there_as_comments() throws PolicyFileException {
    String text = PolicyText.of(Policy.DEFAULT, List.of());
    assertThat(PolicyFile.parse("p.yaml", text, IDS)).isEqualTo(Policy.DEFAULT);
    SiteValues.ALL.forEach(v -> assertThat(text).contains("  # " + v.key() + ": "));
  }

  @ParameterizedTest
  @CsvSource({
    "nginx,docker.io/library/nginx",
    "nginx:1,docker.io/library/nginx",
    "a/b@sha256:00,docker.io/a/b",
    "r.example:5000/a/b:1@sha256:00,r.example:5000/a/b",
    "localhost/x:y,localhost/x"
  })
  void a_repository_is_named_in_full(String reference, String repository) {
    assertThat(ImageValues.repository(reference)).isEqualTo(repository);
  }

  private static HostSnapshot host() {
    return Samples.host(
            ContainerSample.running("web", 4711).privileged().capAdd("SYS_TIME", "NET_ADMIN"),
            ContainerSample.exited("old").bind("/var/run", "/host/run"))
        .build();
  }
}
