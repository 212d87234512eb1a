package io.bulkhead.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a plain listener to mutual TLS and back, on whole hosts, wherever the listener is given. */
class TlsIT {
  private static final String BY_FLAG =
      """
      mkdir -p /etc/systemd/system/docker.service.d
      printf '[Service]\\nExecStart=\\nExecStart=%s\\n' "$(systemctl cat docker.service |
        sed -n 's/^ExecStart=//p') -H tcp://0.0.0.0:2375" > /etc/systemd/system/docker.service.d/tcp.conf
      systemctl daemon-reload
      systemctl restart docker.service
      """;

  private static final String BY_FILE =
      """
      mkdir -p /etc/systemd/system/docker.service.d
      printf '[Service]\\nExecStart=\\nExecStart=%s\\n' "$(systemctl cat docker.service |
        sed -n 's/^ExecStart=//p' | sed 's: -H fd\\://::')" > /etc/systemd/system/docker.service.d/file.conf
      echo '{ "hosts": ["fd://", "tcp://127.0.0.1:2375"] }' > /etc/docker/daemon.json
      systemctl daemon-reload
      systemctl restart docker.service
      """;

  private static final String BY_SOCKET =
      """
      mkdir -p /etc/systemd/system/docker.socket.d
      printf '[Socket]\\nListenStream=0.0.0.0:2375\\n' > /etc/systemd/system/docker.socket.d/tcp.conf
      systemctl daemon-reload
      systemctl stop docker.service docker.socket
      systemctl start docker.socket docker.service
      """;

  private static final String CLIENTS = "/etc/docker/tls/clients/";
  private static final String REFUSED = "is let in; none, a foreign one and plain HTTP are refused";

  private static Ran apply(RigHost host, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("apply", "--only", "DMN-007,DMN-008", "--client", "alice", "--yes=all"));
    words.add("--no-guard");
    words.addAll(List.of(more));
    return host.bulkhead(words.toArray(String[]::new));
  }

  private static Ran rollback(RigHost host) {
    return host.bulkhead("rollback", "--yes=all", "--no-guard").exits(0);
  }

  private static String ping(RigHost host, String client) {
    String place = CLIENTS + client;
    return host.text(
        "curl",
        "-sS",
        "-m",
        "10",
        "--cacert",
        place + "/ca.pem",
        "--cert",
        place + "/cert.pem",
        "--key",
        place + "/key.pem",
        "https://localhost:2376/_ping");
  }

  private static void secured(RigHost host) {
    String place = CLIENTS + "alice";
    assertThat(ping(host, "alice")).isEqualTo("OK");
    Ran without =
        host.exec(
            "curl",
            "-sS",
            "-m",
            "10",
            "--cacert",
            place + "/ca.pem",
            "https://localhost:2376/_ping");
    assertThat(without.exit()).as("%s", without).isNotZero();
    assertThat(host.text("curl", "-sS", "-m", "10", "http://localhost:2376/_ping"))
        .contains("Client sent an HTTP request to an HTTPS server");
    assertThat(host.exec("curl", "-sS", "-m", "10", "http://localhost:2375/_ping").exit())
        .isNotZero();
    host.exec(
            "docker",
            "--tlsverify",
            "--tlscacert",
            place + "/ca.pem",
            "--tlscert",
            place + "/cert.pem",
            "--tlskey",
            place + "/key.pem",
            "-H",
            "tcp://127.0.0.1:2376",
            "version")
        .exits(0);
    // a second opinion on what was made, and no copy of a key where it does not belong
    host.exec(
            "openssl",
            "verify",
            "-CAfile",
            place + "/ca.pem",
            "-purpose",
            "sslclient",
            place + "/cert.pem")
        .exits(0);
    host.exec(
            "openssl",
            "verify",
            "-CAfile",
            place + "/ca.pem",
            "-purpose",
            "sslserver",
            "-verify_hostname",
            "localhost",
            "/etc/docker/tls/server-cert.pem")
        .exits(0);
    assertThat(host.exec("grep", "-rl", "PRIVATE KEY", "/var/lib/bulkhead").exit()).isEqualTo(1);
    assertThat(
            host.text(
                "stat",
                "-c",
                "%a %u:%g",
                "/etc/docker/tls",
                "/etc/docker/tls/server-key.pem",
                place + "/key.pem",
                place + "/cert.pem"))
        .isEqualTo("700 0:0\n400 0:0\n400 0:0\n444 0:0");
  }

  private static void open(RigHost host, String etc) {
    assertThat(host.footprint("/etc")).isEqualTo(etc);
    assertThat(host.text("curl", "-sS", "-m", "10", "http://localhost:2375/_ping")).isEqualTo("OK");
    assertThat(host.text("systemctl", "is-active", "docker.service", "docker.socket"))
        .isEqualTo("active\nactive");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_flag_becomes_a_key_and_certificates_are_issued_and_renewed(String suite) {
    try (RigHost host = RigHost.up("tls-flag", suite)) {
      host.shell(BY_FLAG).exits(0);
      String etc = host.footprint("/etc");
      Ran plan =
          host.bulkhead("plan", "--only", "DMN-007", "--client", "alice", "--name", "a.example")
              .exits(0);
      assertThat(plan.out())
          .contains("\"tlsverify\": true", "tcp://0.0.0.0:2376", "for bulkhead-it")
          .doesNotContain("PRIVATE KEY");
      assertThat(host.footprint("/etc")).isEqualTo(etc);

      Ran applied = apply(host, "--name", "a.example").exits(0);
      assertThat(applied.err()).contains("the certificate of alice " + REFUSED);
      assertThat(applied.said()).doesNotContain("PRIVATE KEY");
      secured(host);
      assertThat(host.audit().outcome("DMN-007")).isEqualTo("pass");
      assertThat(host.bulkhead("tls", "status").exits(0).out()).contains("DNS:a.example");

      host.bulkhead("tls", "issue", "bob", "--yes").exits(0);
      assertThat(ping(host, "bob")).isEqualTo("OK");
      assertThat(host.bulkhead("tls", "renew", "--yes=all", "--no-guard").exits(0).err())
          .contains("the certificate of a new client " + REFUSED);
      assertThat(ping(host, "alice")).isEqualTo("OK");
      for (int set = 0; set < 3; set++) {
        rollback(host);
      }
      open(host, etc);
      assertThat(host.bulkhead("rollback", "last", "--yes=all", "--no-guard").exits(3).err())
          .contains("deleted keys");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void a_socket_unit_listens_anew_and_who_is_connected_is_named(String suite) {
    try (RigHost host = RigHost.up("tls-socket", suite)) {
      host.shell(BY_SOCKET).exits(0);
      host.shell("systemd-run -q curl -sN http://127.0.0.1:2375/events; sleep 1").exits(0);
      String etc = host.footprint("/etc");
      assertThat(host.bulkhead("plan", "--only", "DMN-007").exits(0).out())
          .contains("cut off: 127.0.0.1 on port 2375, 1 connection now");
      apply(host).exits(0);
      secured(host);
      rollback(host);
      open(host, etc);
    }
  }

  @Test
  void the_authoritys_key_can_be_kept_elsewhere() {
    try (RigHost host = RigHost.up("tls-ca", "trixie")) {
      host.shell(BY_FILE).exits(0);
      String etc = host.footprint("/etc");
      apply(host, "--ca-dir", "/srv/keys").exits(0);
      secured(host);
      assertThat(host.text("ls", "/srv/keys")).isEqualTo("ca-key.pem\nca.pem");
      assertThat(host.bulkhead("tls", "issue", "carol", "--yes").exits(3).err())
          .contains("the key of the engine's CA is not on this host");
      host.bulkhead("tls", "issue", "carol", "--ca-dir", "/srv/keys", "--yes").exits(0);
      assertThat(ping(host, "carol")).isEqualTo("OK");
      rollback(host);
      rollback(host);
      open(host, etc);
    }
  }

  @Test
  void what_no_client_can_reach_goes_back_by_itself() {
    try (RigHost host = RigHost.up("tls-back", "trixie")) {
      host.shell(BY_SOCKET).exits(0);
      String etc = host.footprint("/etc");
      host.exec("iptables", "-I", "INPUT", "-p", "tcp", "--dport", "2376", "-j", "DROP").exits(0);
      Ran failed = apply(host).exits(4);
      assertThat(failed.err()).contains("the certificate of alice is not let in");
      assertThat(failed.err()).contains("The host is exactly as before");
      open(host, etc);
    }
  }
}
