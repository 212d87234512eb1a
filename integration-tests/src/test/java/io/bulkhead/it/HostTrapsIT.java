package io.bulkhead.it;

import static io.bulkhead.it.Trap.fails;
import static io.bulkhead.it.Trap.passes;
import static io.bulkhead.it.Trap.trap;
import static io.bulkhead.it.Trap.unseen;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts, programs, processes and clients of a whole host, where other tools are wrong. */
@RealEngine
class HostTrapsIT {
  private static final TrapHost HOST =
      new TrapHost(
          List.of(
              "/etc/passwd",
              "/etc/group",
              "/etc/gshadow",
              "/etc/nsswitch.conf",
              "/etc/environment",
              "/etc/profile.d",
              "/etc/docker",
              "/etc/systemd/system",
              "/root/.docker",
              "/home",
              "/srv"),
          """
          chgrp docker /run/docker.sock
          usermod -G '' dev
          mkdir -p /root/.docker /home/dev/.docker
          """);

  private static final String OFFENDERS =
      "for u in ali alice eve; do useradd -m $u; done; gpasswd -a ali docker; gpasswd -a eve docker\n";

  @BeforeAll
  static void up() {
    HOST.up("traps-host", "bookworm");
  }

  @AfterAll
  static void down() {
    HOST.down();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"accounts", "programs", "clients"})
  void is_judged_right(Trap trap) {
    HOST.judges(trap);
  }

  @Test
  void a_trusted_name_does_not_trust_names_within_it() {
    HOST.judges(
        trap(
            "ali is no part of alice, and eve is named too",
            OFFENDERS
                + "printf 'bulkhead-policy: 1\\nhost:\\n  docker-group: [alice]\\n' >/srv/policy",
            fails("HST-001", "account ali", "account eve", "!account alice")),
        "--policy",
        "/srv/policy");
  }

  static List<Trap> accounts() {
    return List.of(
        trap("nobody is a member", "true", passes("HST-001")),
        trap(
            "a primary group has no list of members",
            "useradd -g docker bob",
            fails("HST-001", "account bob", "as its primary group")),
        trap(
            "a second group has the same number",
            "groupadd -o -g $(getent group docker | cut -d: -f3) ops; useradd -G ops eve",
            fails("HST-001", "account eve")),
        trap(
            "the socket belongs to another group than docker",
            "useradd -G staff eve; chgrp staff /run/docker.sock",
            fails("HST-001", "account eve", "group staff")),
        trap(
            "accounts of a directory service are not in the files",
            "sed -i 's/^group:.*/group: files sss/' /etc/nsswitch.conf",
            unseen("HST-001", "sss")));
  }

  static List<Trap> programs() {
    return List.of(
        trap(
            "a number from years ago is no date of today; a distribution's build is no upstream one",
            "true",
            unseen("HST-002", "ended on 2023-12-10"),
            unseen("HST-101")),
        trap(
            "the name of the engine stands in command lines that are none",
            """
            systemctl stop 'traps-*'
            systemd-run -q --collect --unit=traps-log tail -f /dev/null --pid=1 -- /var/log/dockerd.log || true
            systemd-run -q --collect --unit=traps-argv bash -c 'exec -a "dockerd --iptables=false -H tcp://0.0.0.0:2375" sleep 1000'
            systemd-run -q --collect --unit=traps-build bash -c 'exec -a go sleep 1000 build -o dockerd'
            sleep 0.3; pgrep -f 'dockerd --iptables=false'
            """,
            passes("DMN-007"),
            passes("DMN-016", "iptables is true"),
            passes("HST-106")),
        trap(
            "the data directory is a mount point and shares its device",
            "mountpoint /var/lib/docker; systemctl stop 'traps-*'",
            fails("HST-060")));
  }

  static List<Trap> clients() {
    String config = "/home/dev/.docker/config.json";
    String lab = "/home/dev/.docker/contexts/meta/aa/";
    return List.of(
        trap(
            "a variable of one's own process says nothing about others",
            "export DOCKER_CONTENT_TRUST=1",
            fails("CLI-010")),
        trap(
            "true is as true as 1",
            "echo DOCKER_CONTENT_TRUST=true >>/etc/environment",
            passes("CLI-010")),
        trap(
            "what is set for everybody, one user takes back",
            "echo DOCKER_CONTENT_TRUST=1 >>/etc/environment;"
                + " echo 'export DOCKER_CONTENT_TRUST=0' >/home/dev/.bashrc",
            fails("CLI-010", "dev")),
        trap(
            "a store for new logins leaves the old ones where they are",
            """
            echo '{"credsStore": "pass", "auths": {"r.example": {"auth": "aHVudGVyMjpodW50ZXIy"}}}' >%1$s
            chown dev %1$s; chmod 0640 %1$s
            """
                .formatted(config),
            fails("CLI-001", "mode is 0640"),
            fails("CLI-002", "r.example", "!aHVudGVyMjpodW50ZXIy", "!hunter2")),
        trap(
            "contexts need no configuration",
            """
            mkdir -p %1$s; echo '{"Name":"lab","Endpoints":{"docker":{"Host":"tcp://e:2375"}}}' >%1$smeta.json
            """
                .formatted(lab),
            fails("CLI-003", "context lab of dev", "without TLS")),
        trap(
            "TLS that believes every certificate",
            """
            mkdir -p %1$s /home/dev/.docker/contexts/tls/aa/docker; touch /home/dev/.docker/contexts/tls/aa/docker/ca.pem
            echo '{"Name":"lab","Endpoints":{"docker":{"Host":"tcp://e:2376","SkipTLSVerify":true}}}' >%1$smeta.json
            """
                .formatted(lab),
            fails("CLI-003", "SkipTLSVerify")),
        trap(
            "plugins lie where the configuration says",
            "mkdir -p -m 0777 /srv/plugins; echo '{\"cliPluginsExtraDirs\": [\"/srv/plugins\"]}' >"
                + config,
            fails("CLI-011", "/srv/plugins", "mode is 0777")));
  }

  @Test
  void another_file_over_many_lines_is_the_one_that_counts() {
    HOST.judges(
        trap(
            "--config-file, hosts over many lines; a cgroup parent that the driver refuses",
            """
            mkdir /etc/systemd/system/docker.service.d
            printf '[Service]\\nExecStart=\\nExecStart=/usr/sbin/dockerd --config-file /srv/other.json\\n' \\
              >/etc/systemd/system/docker.service.d/traps.conf
            echo '{"icc": false}' >/etc/docker/daemon.json
            printf '{\\n "hosts":\\n [\\n  "fd://",\\n  "tcp://127.0.0.1:2375"\\n ],\\n %s\\n}\\n' \\
              '"exec-opts": ["native.cgroupdriver=systemd"], "default-ulimits": {}' >/srv/other.json
            systemctl daemon-reload; systemctl reset-failed docker docker.socket; systemctl restart docker
            docker info -f '{{.CgroupDriver}}' | grep systemd
            sed -i 's/"default-ulimits": {}/"cgroup-parent": "\\/docker"/' /srv/other.json
            chmod 0666 /srv/other.json; chown nobody /srv/other.json
            """,
            fails("DMN-001"),
            fails("DMN-008", "127.0.0.1:2375"),
            fails("DMN-045", "is no slice, and the cgroup driver is systemd"),
            fails("FIL-003", "/srv/other.json", "mode is 0666"),
            fails("FIL-004", "/srv/other.json", "nobody")));
    HOST.judges(
        trap(
            "the unit says -H fd://, and the file has hosts: the next start fails",
            """
            rm -rf /etc/systemd/system/docker.service.d; systemctl daemon-reload
            systemctl reset-failed docker docker.socket; systemctl restart docker
            echo '{"hosts": ["unix:///run/docker.sock"]}' >/etc/docker/daemon.json
            """,
            fails("DMN-012", "also given by the flag -H", "the next start fails")));
  }
}
