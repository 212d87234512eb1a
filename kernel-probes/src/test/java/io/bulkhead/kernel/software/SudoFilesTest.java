package io.bulkhead.kernel.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.Sudoers;
import io.bulkhead.audit.snapshot.Sudoers.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meaning of the lines is that of sudoers(5). */
class SudoFilesTest {
  private static Sudoers read(FakeHostFiles files) {
    return new SudoFiles(files).read().seen().orElseThrow();
  }

  private static List<Rule> rules(String sudoers) {
    return read(new FakeHostFiles().put("/etc/sudoers", sudoers)).rules();
  }

  @Test
  void debians_own_file_has_no_rule_without_a_password() {
    assertThat(
            rules(
                """
                # This file MUST be edited with the 'visudo' command as root.
                Defaults\tenv_reset
                Defaults\tsecure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"
                root\tALL=(ALL:ALL) ALL
                %sudo\tALL=(ALL:ALL) ALL
                @includedir /etc/sudoers.d
                """))
        .isEmpty();
  }

  @Test
  void a_tag_holds_until_the_other_one_comes() {
    List<Rule> rules = rules("ops ALL = NOPASSWD: /bin/a, /usr/bin/docker ps, PASSWD: /bin/c\n");
    assertThat(rules)
        .extracting(r -> r.commands().get(0))
        .containsExactly("/bin/a", "/usr/bin/docker ps");
    assertThat(rules.get(0))
        .isEqualTo(
            new Rule(
                "/etc/sudoers:1",
                List.of("ops"),
                List.of("ALL"),
                List.of("root"),
                List.of("/bin/a")));
  }

  @Test
  void aliases_are_put_in_to_any_depth() {
    List<Rule> rules =
        rules(
            """
            User_Alias OPS = alice, %wheel : DEV = bob
            Cmnd_Alias CTR = /usr/bin/docker, /usr/bin/ctr
            Cmnd_Alias MUCH = CTR, /bin/true
            Host_Alias HERE = web-03
            Runas_Alias DB = postgres
            OPS HERE = (DB) NOPASSWD: MUCH
            """);
    assertThat(rules)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.users()).containsExactly("alice", "%wheel");
              assertThat(rule.hosts()).containsExactly("web-03");
              assertThat(rule.runAs()).containsExactly("postgres");
              assertThat(rule.commands())
                  .containsExactly("/usr/bin/docker", "/usr/bin/ctr", "/bin/true");
            });
  }

  @Test
  void lines_go_on_after_a_backslash_and_lists_may_have_blanks() {
    assertThat(rules("alice , bob ALL = (root) NOPASSWD: \\\n  /usr/bin/docker, \\\n  /bin/b\n"))
        .hasSize(2)
        .allSatisfy(rule -> assertThat(rule.users()).containsExactly("alice", "bob"))
        .allSatisfy(rule -> assertThat(rule.where()).isEqualTo("/etc/sudoers:1"));
  }

  @Test
  void several_tags_and_options_may_stand_before_a_command() {
    assertThat(rules("ops ALL=(ALL) CWD=/tmp NOEXEC: NOPASSWD:SETENV: /usr/bin/docker\n"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.commands()).containsExactly("/usr/bin/docker"));
  }

  @Test
  void a_second_list_of_hosts_follows_a_colon() {
    List<Rule> rules = rules("ops web = NOPASSWD: /bin/a : db = /bin/b : x = NOPASSWD: ALL\n");
    assertThat(rules).extracting(Rule::hosts).containsExactly(List.of("web"), List.of("x"));
    assertThat(rules).extracting(Rule::commands).containsExactly(List.of("/bin/a"), List.of("ALL"));
  }

  @Test
  void users_by_number_and_groups_with_blanks_are_no_comments() {
    assertThat(rules("#1000 ALL=(ALL) NOPASSWD: ALL # all of it\n"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.users()).containsExactly("#1000"))
        .satisfies(rule -> assertThat(rule.commands()).containsExactly("ALL"));
    assertThat(rules("\"%domain admins\" ALL = NOPASSWD: ALL\n"))
        .singleElement()
        .satisfies(rule -> assertThat(rule.users()).containsExactly("\"%domain admins\""));
  }

  @Test
  void switched_off_authentication_makes_every_rule_one_without_a_password() {
    assertThat(rules("Defaults !authenticate\nops ALL=(ALL) ALL\n")).hasSize(1);
    assertThat(rules("Defaults env_reset, !authenticate\nops ALL=(ALL) ALL\n")).hasSize(1);
    Sudoers one =
        read(new FakeHostFiles().put("/etc/sudoers", "Defaults:ops !authenticate\nops ALL=ALL\n"));
    assertThat(one.doubts()).singleElement().asString().contains("!authenticate for ops");
  }

  @Test
  void included_files_count_and_what_sudo_skips_does_not() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put("/etc/sudoers", "#includedir /etc/sudoers.d\n@include local\n")
            .directory("/etc/sudoers.d")
            .put("/etc/sudoers.d/ci", "ci ALL=NOPASSWD: /usr/bin/docker\n")
            .put("/etc/sudoers.d/old.bak", "old ALL=NOPASSWD: ALL\n")
            .put("/etc/sudoers.d/tmp~", "tmp ALL=NOPASSWD: ALL\n")
            .put("/etc/local", "loc ALL=NOPASSWD: ALL\n");
    assertThat(read(files).rules())
        .extracting(Rule::where)
        .containsExactly("/etc/sudoers.d/ci:1", "/etc/local:1");
  }

  @Test
  void what_cannot_be_read_or_asked_is_a_doubt() {
    FakeHostFiles files =
        new FakeHostFiles()
            .put("/etc/sudoers", "@includedir /etc/sudoers.d\n@include /etc/sudoers.%h\nnonsense\n")
            .directory("/etc/sudoers.d")
            .put("/etc/sudoers.d/x", "")
            .deny("/etc/sudoers.d/x", "permission denied")
            .put("/etc/nsswitch.conf", "sudoers: files sss\n");
    assertThat(read(files).doubts()).hasSize(4);
  }

  @Test
  void no_sudo_is_absent_and_a_closed_file_unreadable() {
    assertThat(new SudoFiles(new FakeHostFiles()).read()).isInstanceOf(Reading.Absent.class);
    assertThat(
            new SudoFiles(
                    new FakeHostFiles()
                        .put("/etc/sudoers", "")
                        .deny("/etc/sudoers", "permission denied"))
                .read())
        .isInstanceOf(Reading.Unreadable.class);
  }
}
