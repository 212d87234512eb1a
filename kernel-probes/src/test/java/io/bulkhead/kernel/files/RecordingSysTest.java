package io.bulkhead.kernel.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.kernel.nativeaccess.NativeSys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingSysTest {
  private static final byte[] TEXT = "12345678".getBytes(StandardCharsets.UTF_8);

  private @TempDir Path temp;
  private RecordingSys sys;
  private int at;

  @BeforeEach
  void open() throws Exception {
    sys = new RecordingSys(NativeSys.load());
    at = sys.openDirectory(temp.toRealPath().toString());
  }

  @Test
  void changes_are_written_down_and_looks_are_not() throws Exception {
    int fd = sys.create(at, "f");
    sys.write(fd, TEXT);
    sys.stat(fd);
    sys.fsync(fd);
    assertThat(sys.calls())
        .containsExactly("create " + at + " f", "write " + fd + " 8", "fsync " + fd);
    assertThat(sys.openDescriptors()).containsExactlyInAnyOrder(at, fd);
    sys.close(fd);
    sys.close(at);
    assertThat(sys.openDescriptors()).isEmpty();
  }

  @Test
  void the_nth_change_fails_once_and_has_no_effect() throws Exception {
    int fd = sys.create(at, "f");
    sys.failing(2, Errno.ENOSPC);
    sys.chmod(fd, 0640);
    assertThatThrownBy(() -> sys.write(fd, TEXT))
        .isInstanceOfSatisfying(SysException.class, e -> assertThat(e.is(28)).isTrue());
    assertThat(temp.resolve("f")).isEmptyFile();
    sys.write(fd, TEXT);
    assertThat(temp.resolve("f")).hasContent("12345678");
    sys.bury();
  }

  @Test
  void power_off_before_a_change_leaves_nothing_of_it_and_ends_everything() throws Exception {
    sys.powerOffBefore(1);
    assertThatThrownBy(() -> sys.create(at, "f")).isInstanceOf(RecordingSys.PowerOff.class);
    assertThat(temp.resolve("f")).doesNotExist();
    assertThatThrownBy(() -> sys.list(at)).isInstanceOf(RecordingSys.PowerOff.class);
    assertThat(sys.isOff()).isTrue();
    sys.close(at);
    assertThat(sys.openDescriptors()).containsExactly(at);
    sys.bury();
    assertThat(sys.openDescriptors()).isEmpty();
  }

  @Test
  void power_off_inside_a_write_leaves_half_of_it() throws Exception {
    int fd = sys.create(at, "f");
    sys.powerOffInside(1);
    assertThatThrownBy(() -> sys.write(fd, TEXT)).isInstanceOf(RecordingSys.PowerOff.class);
    assertThat(temp.resolve("f")).hasContent("1234");
    sys.bury();
  }

  @Test
  void power_off_inside_another_change_leaves_it_done() throws Exception {
    sys.powerOffInside(1);
    assertThatThrownBy(() -> sys.mkdir(at, "d", 0700)).isInstanceOf(RecordingSys.PowerOff.class);
    assertThat(temp.resolve("d")).isDirectory();
    sys.bury();
  }
}
