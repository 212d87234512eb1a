package io.bulkhead.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Container;
import io.bulkhead.audit.snapshot.ContainerSample;
import io.bulkhead.audit.snapshot.Strength;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {
  private static final Container WEB =
      ContainerSample.running("web", 12)
          .image("registry.example/net/vpn:3")
          .label("role", "vpn")
          .build();

  @Test
  void what_is_not_stated_has_its_default_and_says_so() {
    assertThat(Policy.DEFAULT.get(ImageValues.MAX_AGE_DAYS)).isEqualTo(90);
    assertThat(Policy.DEFAULT.states(ImageValues.MAX_AGE_DAYS)).isFalse();
    assertThat(Policy.DEFAULT.origin(ImageValues.MAX_AGE_DAYS).source())
        .isEqualTo("default of policy images.max-age-days");
  }

  @Test
  void what_is_stated_holds_and_is_a_claim_of_the_site() {
    Policy policy = Policy.DEFAULT.with(HostValues.DOCKER_GROUP, List.of());
    assertThat(policy.states(HostValues.DOCKER_GROUP)).isTrue();
    assertThat(policy.origin(HostValues.DOCKER_GROUP).strength()).isEqualTo(Strength.CLAIMED);
    assertThat(policy.with(HostValues.DOCKER_GROUP, List.of("ci-*")).get(HostValues.DOCKER_GROUP))
        .containsExactly("ci-*");
  }

  @Test
  void patterns_are_matched_whole() {
    Policy policy = Policy.DEFAULT.with(ImageValues.REGISTRIES, List.of("registry.example/*"));
    assertThat(policy.lists(ImageValues.REGISTRIES, "registry.example/a")).isTrue();
    assertThat(policy.lists(ImageValues.REGISTRIES, "evil/registry.example/a")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "*,*,'',true",
    "registry.example/net/*,*,'',true",
    "registry.example/*,db,'',false",
    "*,web,role=vpn,true",
    "*,*,role=v*,true",
    "*,*,role,true",
    "*,*,role=db,false",
    "*,*,other,false",
    "evil/*,*,role,false"
  })
  void an_allowance_covers_whom_it_names(
      String image, String container, String label, boolean covered) {
    Policy policy =
        Policy.DEFAULT.with(
            ContainerValues.CAPABILITIES,
            List.of(new Allowance(image, container, label, List.of("NET_*"))));
    assertThat(policy.allows(ContainerValues.CAPABILITIES, WEB, "NET_ADMIN")).isEqualTo(covered);
    assertThat(policy.allows(ContainerValues.CAPABILITIES, WEB, "SYS_ADMIN")).isFalse();
  }

  @Test
  void a_waiver_holds_to_the_end_of_its_last_day() {
    LocalDate last = LocalDate.of(2027, 3, 31);
    Waiver waiver = new Waiver("CTR-0*", "container w?b", "r", "o", last, "policy.yaml:3");
    assertThat(waiver.covers("container web")).isTrue();
    assertThat(waiver.covers("container web2")).isFalse();
    assertThat(waiver.concerns("CTR-003")).isTrue();
    assertThat(waiver.concerns("DMN-003")).isFalse();
    assertThat(waiver.expiredOn(last)).isFalse();
    assertThat(waiver.expiredOn(last.plusDays(1))).isTrue();
  }

  @Test
  void names_of_values_are_unique_and_can_be_found() {
    assertThat(SiteValues.ALL).extracting(SiteValue::name).doesNotHaveDuplicates();
    assertThat(SiteValues.ALL)
        .allSatisfy(v -> assertThat(v.name()).matches("[a-z]+\\.[a-z][a-z-]*"))
        .allSatisfy(v -> assertThat(v.about()).endsWith(".").hasSizeLessThan(100))
        .allSatisfy(v -> assertThat(SiteValues.find(v.section(), v.key())).contains(v));
  }
}
