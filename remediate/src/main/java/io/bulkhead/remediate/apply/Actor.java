package io.bulkhead.remediate.apply;

/**
 * Who asked for a change set, as far as the system says; unknown parts are empty.
 *
 * @param name user name for lists
 * @param loginUid {@code /proc/self/loginuid}
 * @param sudoUser {@code SUDO_USER}
 * @param sshConnection {@code SSH_CONNECTION}
 * @param tty terminal
 */
public record Actor(
    String name, String loginUid, String sudoUser, String sshConnection, String tty) {
  /** Someone of whom only the name is known. */
  public static Actor named(String name) {
    return new Actor(name, "", "", "", "");
  }
}
