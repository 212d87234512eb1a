package io.bulkhead.it;

import static io.bulkhead.it.Trap.absent;
import static io.bulkhead.it.Trap.fails;
import static io.bulkhead.it.Trap.passes;
import static io.bulkhead.it.Trap.trap;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Modes, owners and places of the engine's files, where other tools are wrong; on a whole host. */
@RealEngine
class FileTrapsIT {
  private static final String UNIT = "/usr/lib/systemd/system/docker.service";
  private static final String SOCKET_UNIT = "/usr/lib/systemd/system/docker.socket";
  private static final String CONTAINERD = "/run/containerd/containerd.sock";
  private static final String CERTIFICATES = "/etc/docker/certs.d/reg:5000";

  /** An access list that lets user 65534 read and write, as the kernel keeps it. */
  private static final String LIST =
      " -n system.posix_acl_access -v 0x0200000001000600ffffffff02000600feff0000"
          + "04000600ffffffff10000600ffffffff20000000ffffffff ";

  private static final TrapHost HOST =
      new TrapHost(
          List.of(
              "/etc/docker",
              "/etc/default",
              "/etc/sysconfig",
              "/etc/containerd",
              "/etc/systemd/system",
              UNIT,
              SOCKET_UNIT,
              "/root/.docker",
              "/usr/libexec/docker",
              "/usr/local/bin",
              "/srv"),
          """
          setfattr -x system.posix_acl_access /run/docker.sock 2>/dev/null || true
          chown root:docker /run/docker.sock; chmod 0660 /run/docker.sock
          [ ! -L %1$s ] || mv /run/containerd/led.sock %1$s
          chown root:root %1$s; chmod 0660 %1$s
          umount /usr/bin/systemctl 2>/dev/null || true
          echo '{}' >/etc/docker/daemon.json
          led() { # PATH: it becomes root's link to a file of nobody
            to=/srv/led/$(basename "$1"); mkdir -p /srv/led "$(dirname "$1")"; [ -e "$1" ] || echo >"$1"
            mv "$1" "$to"; chown -R nobody "$to"; ln -s "$to" "$1"
          }
          """
              .formatted(CONTAINERD));

  @BeforeAll
  static void up() {
    HOST.up("traps-files", "bookworm");
  }

  @AfterAll
  static void down() {
    HOST.down();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"modes", "owners", "places"})
  void is_judged_right(Trap trap) {
    HOST.judges(trap);
  }

  static List<Trap> modes() {
    return List.of(
        trap(
            "octal digits compared as a decimal number: 606 is less than 644",
            "echo >/etc/default/docker; chmod 0606 /etc/default/docker " + UNIT,
            fails("FIL-007", "mode is 0606"),
            fails("FIL-017", "mode is 0606")),
        trap(
            "the same with 602",
            """
            mkdir -p /etc/sysconfig; echo >/etc/sysconfig/docker
            chmod 0602 %s /etc/sysconfig/docker /etc/docker/daemon.json %s
            """
                .formatted(SOCKET_UNIT, CONTAINERD),
            fails("FIL-003", "mode is 0602"),
            fails("FIL-012", "mode is 0602"),
            fails("FIL-013", "mode is 0602"),
            fails("FIL-018", "mode is 0602")),
        trap(
            "the same with 446 for a file and 727 for a directory",
            "chmod 0446 /etc/docker/daemon.json; chmod 0727 /etc/docker",
            fails("FIL-003", "mode is 0446"),
            fails("FIL-005", "mode is 0727"),
            fails("FIL-030", "others can write")),
        trap(
            "the same with 606 for the engine's socket",
            "chmod 0606 /run/docker.sock",
            fails("FIL-001", "mode is 0606")),
        trap(
            "the same with 622 for the engine's socket",
            "chmod 0622 /run/docker.sock",
            fails("FIL-001", "mode is 0622")),
        trap(
            "a socket is no regular file, so a test for one finds nothing to judge",
            "chmod 0666 /run/docker.sock",
            fails("FIL-001", "mode is 0666")),
        trap(
            "set-group-id on a directory widens nothing",
            "chmod 2755 /etc/docker",
            passes("FIL-005", "mode is 2755")),
        trap(
            "stricter than asked for is not worse",
            "chmod 0000 /etc/docker/daemon.json " + UNIT + "; chmod 0600 " + CONTAINERD,
            passes("FIL-003", "mode is 0000"),
            passes("FIL-007", "mode is 0000"),
            passes("FIL-013", "mode is 0600")),
        trap(
            "an access list opens a socket whose mode does not change",
            "setfattr" + LIST + "/run/docker.sock; [ $(stat -c %a /run/docker.sock) = 660 ]",
            fails("FIL-001", "user 65534 (rw-)"),
            fails("HST-070")),
        trap(
            "a file may be closed and its directory open",
            "mkdir -p %1$s; touch %1$s/ca.crt; chmod 0444 %1$s/ca.crt; chmod 0777 %1$s"
                .formatted(CERTIFICATES),
            fails("FIL-015", CERTIFICATES + "\"", "mode is 0777")),
        trap(
            "a directory of drop-ins may be open before there is one",
            "mkdir -m 0777 /etc/systemd/system/docker.service.d",
            fails("FIL-030", "/etc/systemd/system/docker.service.d", "others can write")),
        trap(
            "certificates end in crt, keys do not; and names may have blanks",
            """
            cd /etc/docker; mkdir -p certs.d/reg:5000 'certs.d/my reg'
            touch certs.d/reg:5000/client.key 'certs.d/my reg/the ca.crt'
            chmod 0666 certs.d/reg:5000/client.key; chmod 0444 'certs.d/my reg/the ca.crt'
            """,
            fails("FIL-015", "reg:5000/client.key", "mode is 0666"),
            passes("FIL-014", "my reg/the ca.crt")),
        trap(
            "a key that everybody reads has no bit that a certificate may not have",
            "mkdir -p %1$s; touch %1$s/client.key; chmod 0444 %1$s/client.key"
                .formatted(CERTIFICATES),
            fails("FIL-015", "mode is 0444, at most 0400 expected")));
  }

  static List<Trap> owners() {
    return List.of(
        trap(
            "a status that does not follow links is root's",
            """
            for file in %s %s /etc/docker/daemon.json /etc/default/docker /etc/sysconfig/docker \\
              /etc/containerd/config.toml %s/ca.crt; do led "$file"; done
            """
                .formatted(UNIT, SOCKET_UNIT, CERTIFICATES),
            fails("FIL-004", "nobody:root", "leads to /srv/led/daemon.json"),
            fails("FIL-008", "nobody:root"),
            fails("FIL-012", "nobody:root"),
            fails("FIL-014", "nobody:root"),
            fails("FIL-016", "nobody:root"),
            fails("FIL-019", "nobody:root"),
            fails("FIL-020", "nobody:root")),
        trap(
            "the same with the directory",
            "led /etc/docker",
            fails("FIL-006", "nobody:root"),
            fails("FIL-030", "belongs to nobody")),
        trap(
            "the same with the socket of containerd",
            "mv %1$s /run/containerd/led.sock; chown nobody /run/containerd/led.sock; ln -s led.sock %1$s"
                .formatted(CONTAINERD),
            fails("FIL-013", "nobody:root")),
        trap(
            "a link has mode 777, the file it leads to may be closed",
            "mv /etc/docker/daemon.json /srv/d.json; chmod 0600 /srv/d.json;"
                + " ln -s /srv/d.json /etc/docker/daemon.json",
            passes("FIL-003", "mode is 0600"),
            passes("FIL-004")),
        trap(
            "what a link leads to may lie in a directory of others",
            "mkdir -m 0777 /srv/open; mv /etc/docker/daemon.json /srv/open/;"
                + " ln -s /srv/open/daemon.json /etc/docker/daemon.json",
            passes("FIL-003"),
            fails("FIL-030", "/srv/open")),
        trap(
            "the path of the socket begins with a link",
            "[ -L /var/run ]",
            passes("FIL-001"),
            passes("FIL-002", "root:docker")),
        trap(
            "a group that looks like the engine's is another one",
            "groupadd -f docker-users; chgrp docker-users /run/docker.sock",
            fails("FIL-002", "root:docker-users")));
  }

  static List<Trap> places() {
    return List.of(
        trap(
            "the unit is closed, and a drop-in that opens the API is not",
            """
            cd /etc/systemd/system; mkdir docker.service.d docker.socket.d
            printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd -H tcp://0.0.0.0:2375\\n' >docker.service.d/a.conf
            printf '[Socket]\\nListenStream=2375\\n' >docker.socket.d/a.conf
            chmod 0666 docker.service.d/a.conf docker.socket.d/a.conf; chown nobody docker.service.d/a.conf
            """,
            fails("FIL-007", "docker.service.d/a.conf"),
            fails("FIL-008", "docker.service.d/a.conf"),
            fails("FIL-012", "docker.socket.d/a.conf")),
        trap(
            "a drop-in for all services, and a unit that hides the package's",
            """
            cd /etc/systemd/system; mkdir service.d; echo '[Service]' >service.d/all.conf; chmod 0666 service.d/all.conf
            cp %s docker.service; chown nobody docker.service
            """
                .formatted(UNIT),
            fails("FIL-007", "service.d/all.conf"),
            fails("FIL-008", "/etc/systemd/system/docker.service")),
        trap(
            "the unit is found without systemctl",
            "mount --bind /bin/false /usr/bin/systemctl",
            passes("FIL-007"),
            passes("FIL-008"),
            passes("FIL-012")),
        trap(
            "the unit reads its options from a file of any name",
            """
            mkdir /etc/systemd/system/docker.service.d; echo 'OPTIONS=' >/srv/options; chmod 0666 /srv/options
            printf '[Service]\\nEnvironmentFile=-/srv/options\\n' >/etc/systemd/system/docker.service.d/a.conf
            """,
            fails("FIL-007", "/srv/options", "mode is 0666")),
        trap(
            "a file that is not there cannot be open",
            "rm -rf /etc/default/docker /etc/sysconfig /etc/docker/daemon.json /etc/docker/certs.d",
            absent("FIL-003"),
            absent("FIL-014"),
            absent("FIL-017"),
            absent("FIL-018")),
        trap(
            "a directory where the socket should be is no open socket",
            "mkdir -p /etc/containerd; touch /etc/containerd/config.toml; chmod 0666 /etc/containerd/config.toml",
            fails("FIL-020", "mode is 0666")),
        trap(
            "a plugin is closed, and its directory is not",
            "mkdir -p -m 0777 /usr/libexec/docker/cli-plugins; chmod 0777 /usr/libexec/docker/cli-plugins",
            fails("FIL-024", "mode is 0777")),
        trap(
            "a program is closed, and the directory of its second copy is not",
            "mkdir -p /usr/local/bin; cp /bin/true /usr/local/bin/runc; chmod 0777 /usr/local/bin",
            passes("FIL-023"),
            fails("FIL-030", "/usr/local/bin")));
  }
}
