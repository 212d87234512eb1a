package io.bulkhead.audit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeSourceTest {
  private static List<VolumeSource> of(String driver, Map<String, String> options) {
    return VolumeSource.of(new Engine.Volume("data", driver, "", options, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "none, /etc, /etc",
    "'', /etc, /etc",
    "ext4, /dev/sda1, /dev/sda1",
    "sysfs, sysfs, /sys",
    "proc, /anything, /proc",
    "cgroup2, none, /sys/fs/cgroup",
    "devtmpfs, udev, /dev"
  })
  void a_volume_shows_its_device_or_the_kernel(String type, String device, String shown) {
    assertThat(of("local", Map.of("type", type, "device", device, "o", "rw")))
        .containsExactly(new VolumeSource(shown, true));
  }

  @Test
  void an_overlay_shows_every_directory_it_is_made_of() {
    Map<String, String> options =
        Map.of(
            "type",
            "overlay",
            "device",
            "overlay",
            "o",
            "lowerdir=/etc:/srv/a,upperdir=/srv/up,workdir=/srv/work");
    assertThat(of("local", options))
        .containsExactly(
            new VolumeSource("/etc", false),
            new VolumeSource("/srv/a", false),
            new VolumeSource("/srv/up", true));
    assertThat(of("local", Map.of("type", "overlay", "o", "lowerdir+=/root")))
        .containsExactly(new VolumeSource("/root", false));
  }

  @Test
  void memory_a_share_and_another_driver_show_nothing_of_the_host() {
    assertThat(of("local", Map.of("type", "tmpfs", "device", "tmpfs"))).isEmpty();
    assertThat(of("local", Map.of("type", "cifs", "device", "//server/etc"))).isEmpty();
    assertThat(of("local", Map.of("type", "nfs", "device", ":/etc"))).isEmpty();
    assertThat(of("local", Map.of())).isEmpty();
    assertThat(of("rexray", Map.of("type", "none", "device", "/etc"))).isEmpty();
  }
}
