package io.bulkhead.remediate.host;

import io.bulkhead.remediate.HostDriver.HostFailed;
import io.bulkhead.remediate.Setting;
import io.bulkhead.remediate.Setting.Member;
import io.bulkhead.remediate.engine.Services;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Members of groups in /etc/group, changed by gpasswd(1), which takes the locks that others take.
 */
final class GroupMembers {
  private static final int MEMBERS = 3;

  private final Program gpasswd;
  private final Program getent;
  private final Path file;

  GroupMembers(Program gpasswd, Program getent, Path file) {
    this.gpasswd = gpasswd;
    this.getent = getent;
    this.file = file;
  }

  /** What the file says, which must be what the host's name service says. */
  String read(Setting.Member member) throws HostFailed {
    boolean inFile;
    try {
      inFile = listed(member, Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new HostFailed(file + " cannot be read: " + e.getMessage());
    }
    Services.Said said = getent.ask("group", member.group());
    boolean known = said.ok() && listed(member, said.output().lines().toList());
    if (known && !inFile) {
      throw new HostFailed(
          member.user()
              + " is in group "
              + member.group()
              + " through another account service than /etc/group, which has to change it");
    }
    if (!inFile && !said.ok()) {
      return "";
    }
    return inFile ? Member.MEMBER : Member.NONE;
  }

  private static boolean listed(Setting.Member member, List<String> lines) {
    for (String line : lines) {
      String[] fields = line.split(":", -1);
      if (fields.length > MEMBERS && fields[0].equals(member.group())) {
        return List.of(fields[MEMBERS].split(",")).contains(member.user());
      }
    }
    return false;
  }

  void write(Setting.Member member, String value) throws HostFailed {
    String verb = value.equals(Member.MEMBER) ? "-a" : "-d";
    gpasswd.run(verb, member.user(), member.group());
  }
}
