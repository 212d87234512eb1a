package io.bulkhead.audit.checks.probes;

import static io.bulkhead.audit.CheckMeta.check;

import io.bulkhead.audit.Check;
import io.bulkhead.audit.Profile;
import io.bulkhead.audit.Severity;
import java.util.List;

/** The engine's sockets. */
final class SocketChecks {
  static final List<Check> ALL =
      List.of(
          ProbeCheck.of(
              check("HST-070", "No access control list opens the API socket", Severity.HIGH)
                  .passesWhen(
                      "no entry of the socket's access control list names a user or group that may"
                          + " write")
                  .because("Users in the list are root, and neither mode nor group shows it.")
                  .advise("Run `setfacl -b /run/docker.sock`.")
                  .mayBreak("Those users lose the engine.")
                  .see("acl(5)"),
              "sock.docker_acl"),
          ProbeCheck.of(
              check("HST-071", "Nobody can replace the API socket", Severity.MEDIUM)
                  .passesWhen(
                      "every directory above the socket belongs to root and is writable by root"
                          + " alone, or has the sticky bit")
                  .because(
                      "Whoever puts a socket of his own there reads what clients send, secrets included.")
                  .advise(
                      "Make every directory above the socket root's and writable by root alone.")
                  .see("unix(7)"),
              "sock.parents"),
          ProbeCheck.of(
              check("HST-072", "No session keeps a group its user has lost", Severity.MEDIUM)
                  .in(Profile.LEVEL_1)
                  .passesWhen(
                      "no process of a user who is not in the socket's group has that group")
                  .because(
                      "A user who was taken out of the group stays root until the session ends.")
                  .advise("End the sessions: `loginctl terminate-user NAME`.")
                  .mayBreak("Work in those sessions.")
                  .see("credentials(7)"),
              "sock.stale_sessions"),
          ProbeCheck.of(
              check("HST-073", "Engine itself answers on the API socket", Severity.LOW)
                  .in(Profile.LEVEL_2)
                  .passesWhen(
                      "the process that accepts on the socket is root's engine, or systemd for it")
                  .because("Another program on the socket sees and changes what clients ask for.")
                  .advise("Find the process with `ss -xlp` and stop it.")
                  .see("unix(7)"),
              "sock.listener"),
          ProbeCheck.of(
              check("HST-074", "Only known programs are connected to the API", Severity.LOW)
                  .in(Profile.ALL)
                  .passesWhen(
                      "every process that is connected to the socket is a known client and in no"
                          + " container")
                  .because("A client on the socket is root on the host.")
                  .advise("Find out what the client is, and stop what nobody needs.")
                  .see("unix(7)"),
              "sock.peers"),
          ProbeCheck.of(
              check("HST-075", "Sockets of containerd and BuildKit are root's alone", Severity.HIGH)
                  .passesWhen(
                      "no group or other user may open the sockets of containerd and BuildKit")
                  .because(
                      "Whoever opens them starts containers that the engine does not even know.")
                  .advise("Run `chmod 0660` and `chown root:root` on the socket.")
                  .see("containerd-config.toml(5)"),
              "sock.containerd"));

  private SocketChecks() {}
}
