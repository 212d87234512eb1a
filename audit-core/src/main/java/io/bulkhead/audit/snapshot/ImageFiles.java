package io.bulkhead.audit.snapshot;

import java.util.List;

/**
 * What stands in the layers of an image, as far as a check asks.
 *
 * @param setIds set-user-id and set-group-id files that its containers see
 * @param credentials files that look like credentials, in any layer: what a later layer removes is
 *     still in the image
 * @param tools known programs that an attacker is glad of, by path
 * @param emptyPasswords accounts of /etc/shadow whose password field is empty
 * @param sharedUids user ids that several accounts of /etc/passwd have, as {@code 0: root, toor}
 * @param rootNames accounts of /etc/passwd whose user id is 0
 * @param os the distribution of its /etc/os-release; absent if it has none
 */
public record ImageFiles(
    List<SetId> setIds,
    List<Credential> credentials,
    List<String> tools,
    List<String> emptyPasswords,
    List<String> sharedUids,
    List<String> rootNames,
    Reading<HostSnapshot.Os> os) {

  public ImageFiles {
    setIds = List.copyOf(setIds);
    credentials = List.copyOf(credentials);
    tools = List.copyOf(tools);
    emptyPasswords = List.copyOf(emptyPasswords);
    sharedUids = List.copyOf(sharedUids);
    rootNames = List.copyOf(rootNames);
  }

  /** A file with a set-id bit; the mode as four octal digits. */
  public record SetId(String path, String mode) {}

  /** A file that looks like a credential, and what gives it away. */
  public record Credential(String path, String sign, boolean removedLater) {}
}
