package io.bulkhead.remediate.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.remediate.apply.Guard.GuardFailed;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootUnitTest {
  @TempDir Path units;

  @Test
  void it_is_wanted_while_it_is_there_and_leaves_nothing_behind() throws Exception {
    BootUnit unit = new BootUnit(units);
    unit.install("[Unit]\n");
    Path link = units.resolve("sysinit.target.wants/bulkhead-recover.service");
    assertThat(link).isSymbolicLink().hasContent("[Unit]\n");
    unit.install("[Unit]\nDescription=newer\n");
    assertThat(link).hasContent("[Unit]\nDescription=newer\n");
    assertThat(unit.remove()).isEmpty();
    assertThat(units).isEmptyDirectory();
    assertThat(unit.remove()).isEmpty();
  }

  @Test
  void links_of_others_stay() throws Exception {
    Path wants = Files.createDirectory(units.resolve("sysinit.target.wants"));
    Files.createSymbolicLink(wants.resolve("other.service"), Path.of("/dev/null"));
    BootUnit unit = new BootUnit(units);
    unit.install("[Unit]\n");
    assertThat(unit.remove()).isEmpty();
    assertThat(wants.resolve("other.service")).isSymbolicLink();
  }

  @Test
  void a_directory_that_is_missing_is_named() {
    assertThatThrownBy(() -> new BootUnit(units.resolve("none")).install("[Unit]\n"))
        .isInstanceOf(GuardFailed.class)
        .hasMessageContaining("none/bulkhead-recover.service");
  }
}
