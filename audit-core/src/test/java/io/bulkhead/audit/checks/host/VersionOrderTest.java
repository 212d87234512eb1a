package io.bulkhead.audit.checks.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VersionOrderTest {
  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  /** Checked against {@code dpkg --compare-versions A lt B}, except the two kernel -rc rows. */
  @ParameterizedTest
  @CsvSource({
    "6.1.0-9-amd64, 6.1.0-28-amd64",
    "6.1.0-28-amd64, 6.12.48+deb13-amd64",
    "5.14.0-427.13.1.el9_4.x86_64, 5.14.0-427.40.1.el9_4.x86_64",
    "6.12~rc6-amd64, 6.12-amd64",
    "6.12-rc6, 6.12-rc7",
    "6.12-rc7, 6.12",
    "20.10.24, 20.10.24+dfsg1",
    "9.0, 10.0",
    "1.2, 1.10",
    "1.0, 1.0.1",
  })
  void left_is_older(String left, String right) {
    assertThat(VersionOrder.INSTANCE.compare(left, right)).isNegative();
    assertThat(VersionOrder.INSTANCE.compare(right, left)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"1.02, 1.2", "6.1.0-28-amd64, 6.1.0-28-amd64", "0, 00"})
  void leading_zeros_do_not_count(String left, String right) {
    assertThat(VersionOrder.INSTANCE.compare(left, right)).isZero();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void any_text_can_be_compared_and_the_order_is_antisymmetric(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      String a = text(random);
      String b = text(random);
      assertThat(Integer.signum(VersionOrder.INSTANCE.compare(a, b)))
          .as("%s %s", a, b)
          .isEqualTo(-Integer.signum(VersionOrder.INSTANCE.compare(b, a)));
    }
  }

  private static String text(SplittableRandom random) {
    String signs = "019.~-+rca";
    StringBuilder made = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      made.append(signs.charAt(random.nextInt(signs.length())));
    }
    return made.toString();
  }
}
