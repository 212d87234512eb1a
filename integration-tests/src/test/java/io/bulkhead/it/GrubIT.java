package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The kernel command line of the next boot, made by Debian's own update-grub on a whole host. Its
 * kernel, its disk and the signs of a container are files of the test; everything else is real.
 */
class GrubIT {
  private static final String PREPARE =
      """
      rm -f /run/systemd/container
      mount --bind /dev/null /proc/1/environ
      mkdir -p /run/fake /boot/grub /etc/default/grub.d
      echo "root=/dev/vda ro quiet mitigations=off nokaslr" >/run/fake/cmdline
      mount --bind /run/fake/cmdline /proc/cmdline
      cat >/etc/default/grub <<'X'
      # mitigations=off was for the benchmark
      GRUB_DEFAULT=0
      GRUB_CMDLINE_LINUX_DEFAULT="quiet mitigations=off"
      X
      echo 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX nokaslr console=ttyS0"' >/etc/default/grub.d/cloud.cfg
      echo kernel >/boot/vmlinuz-6.1.0-37-amd64
      cat >/run/fake/probe <<'X'
      #!/bin/sh
      case "$*" in
        *target=device*) echo /dev/vda ;;
        *target=fs_uuid*) echo 11111111-2222-3333-4444-555555555555 ;;
        *target=fs*) echo ext2 ;;
        *target=partmap*) echo msdos ;;
      esac
      X
      chmod 755 /run/fake/probe
      mount --bind /run/fake/probe /usr/sbin/grub-probe
      update-grub
      """;

  @Test
  void words_are_taken_from_the_command_line_and_come_back() {
    try (RigHost host = RigHost.up("hostgrub", "bookworm")) {
      assertThat(host.bulkhead("plan", "--only", "KRN-009").exits(0).out())
          .doesNotContain("default/grub");
      host.install("bookworm", "grub-pc-bin", "grub2-common", "grub-common");
      host.shell(PREPARE).exits(0);
      String before = files(host);
      assertThat(menu(host)).contains("nokaslr console=ttyS0 quiet mitigations=off");

      Ran plan = host.bulkhead("plan", "--only", "KRN-009").exits(0);
      assertThat(plan.out())
          .contains("takes effect with the next boot, and so does the undo")
          .contains("+GRUB_CMDLINE_LINUX=\"$GRUB_CMDLINE_LINUX console=ttyS0\"");
      host.bulkhead("apply", "--only", "KRN-009", "--yes").exits(0);
      assertThat(menu(host)).contains("console=ttyS0 quiet").doesNotContain("nokaslr", "=off");

      host.bulkhead("rollback", "--yes").exits(0);
      assertThat(files(host)).isEqualTo(before);
      assertThat(menu(host)).contains("nokaslr console=ttyS0 quiet mitigations=off");
    }
  }

  private static String files(RigHost host) {
    return host.footprint("/etc/default/grub", "/etc/default/grub.d");
  }

  private static String menu(RigHost host) {
    return host.text("grep", "^[[:space:]]*linux[[:space:]]", "/boot/grub/grub.cfg");
  }
}
