package io.bulkhead.remediate.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandTest {
  private final Command command =
      new Command("/var/lib/bulkhead/tool/bulkhead", Path.of("/opt/my java%1"));

  @Test
  void nothing_of_anybodys_environment_is_taken_along() {
    assertThat(command.words("recover", "--boot"))
        .startsWith("/usr/bin/env", "-i")
        .contains("JAVA_HOME=/opt/my java%1", "BULKHEAD_GUARD=1")
        .endsWith("/bin/sh", "/var/lib/bulkhead/tool/bulkhead", "recover", "--boot");
  }

  @Test
  void the_unit_quotes_what_systemd_would_take_apart() {
    assertThat(command.bootUnit("/var/lib/bulkhead"))
        .contains(
            "RequiresMountsFor=/etc /var/lib/bulkhead \"/opt/my java%%1\"",
            "\"JAVA_HOME=/opt/my java%%1\"",
            "ConditionPathExists=/var/lib/bulkhead/pending",
            "Before=sysinit.target systemd-sysctl.service docker.service docker.socket");
  }
}
