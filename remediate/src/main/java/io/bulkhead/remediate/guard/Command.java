package io.bulkhead.remediate.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the guard starts the program: by absolute paths, with an environment of its own, without
 * anybody's login. The launcher is read by a shell, so the state directory may be on a file system
 * from which nothing can be executed.
 *
 * @param launcher of the copy in the state directory
 * @param javaHome the Java that runs now; the launcher looks for another if it is gone
 */
record Command(String launcher, Path javaHome) {
  /** The command with words for the program. */
  List<String> words(String... program) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "/usr/bin/env",
                "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "LANG=C.UTF-8",
                "JAVA_HOME=" + javaHome,
                "BULKHEAD_GUARD=1",
                "/bin/sh",
                launcher));
    words.addAll(List.of(program));
    return words;
  }

  /** The unit that recovers at boot. */
  String bootUnit(String state) {
    StringBuilder line = new StringBuilder();
    words("recover", "--boot").forEach(word -> line.append(' ').append(quoted(word)));
    return """
        [Unit]
        Description=Undo what Bulkhead had not finished when the machine went down
        DefaultDependencies=no
        RequiresMountsFor=/etc %s %s
        After=local-fs.target
        Before=sysinit.target systemd-sysctl.service docker.service docker.socket containerd.service
        Conflicts=shutdown.target
        Before=shutdown.target
        ConditionPathExists=%s/pending

        [Service]
        Type=oneshot
        ExecStart=%s
        TimeoutStartSec=120
        UMask=0077
        SyslogIdentifier=bulkhead
        OOMScoreAdjust=-900

        [Install]
        WantedBy=sysinit.target
        """
        .formatted(quoted(state), quoted(javaHome.toString()), state, line.toString().strip());
  }

  /** One word of a unit file (systemd.syntax(7)). */
  static String quoted(String word) {
    String escaped = word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    return escaped.matches("[A-Za-z0-9/._:=,@+-]+") ? escaped : '"' + escaped + '"';
  }
}
