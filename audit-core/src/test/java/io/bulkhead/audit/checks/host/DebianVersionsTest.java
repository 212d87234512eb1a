package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of dpkg --compare-versions. */
class DebianVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1.1.5+ds1-1, 1.1.5+ds1-1+deb12u1",
    "1.1-1, 1.1+ds-1",
    "1.1~rc1-1, 1.1-1",
    "1.9-1, 1.10-1",
    "1.7.24~ds1-6, 1.7.24~ds1-6+deb13u1",
    "29.1.0-1, 1:20.10-1",
    "5:28.5.2-1~debian.13~trixie, 5:29.0.0-1~debian.13~trixie",
    "20.10.24+dfsg1-1+deb12u1, 20.10.24+dfsg1-1+deb12u1+b6",
    "1.0, 1.0-1",
  })
  void older_comes_first(String older, String newer) {
    assertThat(DebianVersions.INSTANCE.compare(older, newer)).isNegative();
    assertThat(DebianVersions.INSTANCE.compare(newer, older)).isPositive();
    assertThat(DebianVersions.INSTANCE.compare(older, older)).isZero();
  }
}
