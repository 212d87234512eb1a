package io.bulkhead.kernel.probes.auditing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.kernel.probes.HostCalls.AuditRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as people write them: what counts, what takes records out, and what is about no file. */
class RuleListTest {
  private static String read(String... lines) {
    List<AuditRule> rules = RuleList.of(List.of(lines));
    return String.join("; ", rules.stream().map(AuditRule::toString).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-w /etc/docker -p wa -k docker | /etc/docker wa",
        "-w /etc/docker | /etc/docker rwxa",
        "-a always,exit -F path=/usr/bin/runc -F perm=wa -F key=x | /usr/bin/runc wa",
        "-a exit,always -F dir=/etc/docker -F perm=wa | /etc/docker wa",
        "-a always,exit -S all -F dir=/etc/docker -F perm=wa | /etc/docker wa",
        "-a always,exit -S unlink -F dir=/etc/docker | /etc/docker rwxa narrowed",
        "-a always,exit -F dir=/etc/docker -F perm=wa -F auid>=1000 | /etc/docker wa narrowed",
        "-a always,exit -F dir=/etc/docker -C auid!=uid | /etc/docker rwxa narrowed",
        "-a always,exit -F arch=b64 -F dir=/etc/docker -F perm=wa | /etc/docker wa narrowed",
        "-a always,io_uring -F dir=/etc/docker -F perm=wa | ''",
        "-a always,exit -S execve | ''",
        "-d always,exit -F dir=/etc/docker -F perm=wa | ''",
        "-W /etc/docker -p wa | ''",
        "# -w /etc/docker -p wa | ''",
        "-a never,exit -F dir=/etc/docker | never /etc/docker rwxa",
        "-a never,exit -S all | never / rwxa",
        "-a never,exit -F uid=0 | never / rwxa narrowed",
        "-a never,task | never / rwxa",
        "-a never,user -F uid=0 | ''",
        "-a always,exclude -F msgtype=CWD | ''",
        "-a always,exclude -F msgtype=PATH | never / rwxa",
        "-a never,exclude -F msgtype>=1300 | never / rwxa",
        "-a always,exclude -F auid=1000 | never / rwxa narrowed",
      })
  void a_line_is_read(String line, String rule) {
    assertThat(read(line)).isEqualTo(rule);
  }

  @Test
  void the_same_for_both_sizes_of_programs_is_for_all() {
    String tail = " -F dir=/etc/docker -F perm=wa";
    assertThat(read("-a always,exit -F arch=b64" + tail, "-a always,exit -F arch=b32" + tail))
        .isEqualTo("/etc/docker wa; /etc/docker wa");
    assertThat(read("-a always,exit -F arch=b32" + tail, "-a always,exit -F arch=b32" + tail))
        .isEqualTo("/etc/docker wa narrowed; /etc/docker wa narrowed");
  }

  @Test
  void what_takes_out_wherever_it_stands_comes_first_and_the_others_in_their_order() {
    assertThat(read("-w /a", "-a never,exit -F dir=/b", "-a never,task"))
        .isEqualTo("never / rwxa; /a rwxa; never /b rwxa");
    assertThat(read("-w /a", "-A never,exit -F dir=/b")).isEqualTo("never /b rwxa; /a rwxa");
  }
}
