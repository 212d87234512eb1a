package io.bulkhead.kernel.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountsTest {
  private final FakeHostFiles files =
      new FakeHostFiles()
          .live(false)
          .put("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
          .put("/etc/group", "root:x:0:\n");

  private Reading<Accounts> gather() {
    SnapshotBuilder draft = new SnapshotBuilder();
    new AccountsGatherer(new HostView(files)).gather(draft);
    return draft.build().accounts();
  }

  @Test
  void lines_the_c_library_skips_do_not_count() {
    String passwd =
        """
        # comment

        +::::::
        -bad::::::
        short:x:1
        big:x:4294967296:0::/:/bin/sh
        neg:x:-1:0::/:/bin/sh
          ok:x:4294967294:7:Full, Name:/home/ok:/bin/zsh
        """;
    assertThat(AccountFiles.users(passwd))
        .containsExactly(new Accounts.User("ok", 4294967294L, 7, "/home/ok", "/bin/zsh"));
    assertThat(AccountFiles.groups("docker:x:998:a, b,,c\nx:x:y:z\n+nis:::\n"))
        .containsExactly(new Accounts.Group("docker", 998, List.of("a", "b", "c")));
  }

  @Test
  void services_beside_the_files_are_named_without_their_actions() {
    assertThat(
            OtherSources.parse(
                """
                passwd: files [NOTFOUND=return UNAVAIL=continue] sss # ldap
                group:files ldap
                shadow: nis
                initgroups: winbind
                """))
        .containsExactly("files", "sss", "ldap", "winbind");
  }

  @Test
  void systemd_counts_only_where_it_has_records() {
    files.put("/etc/nsswitch.conf", "passwd: files systemd\ngroup: files systemd\n");
    assertThat(gather().seen().orElseThrow().otherSources()).isEmpty();
    files.put("/etc/userdb/alice.user", "{}");
    assertThat(gather().seen().orElseThrow().otherSources()).containsExactly("systemd");
    files.remove("/etc/userdb/alice.user").deny("/run/userdb", "permission denied");
    assertThat(gather().seen().orElseThrow().otherSources()).containsExactly("systemd");
  }

  @Test
  void compat_counts_only_with_entries_for_it() {
    files.put("/etc/nsswitch.conf", "passwd: compat\n");
    assertThat(gather().seen().orElseThrow().otherSources()).isEmpty();
    files.put("/etc/group", "root:x:0:\n+:::\n");
    assertThat(gather().seen().orElseThrow().otherSources()).containsExactly("compat");
  }

  @Test
  void an_unreadable_nsswitch_leaves_the_sources_unknown() {
    files.deny("/etc/nsswitch.conf", "permission denied");
    assertThat(gather().seen().orElseThrow().otherSources())
        .containsExactly("unknown (/etc/nsswitch.conf: permission denied)");
  }

  @Test
  void without_its_files_nothing_is_known() {
    files.remove("/etc/group");
    assertThat(gather()).isInstanceOf(Reading.Unreadable.class);
    files.put("/etc/group", "").deny("/etc/passwd", "permission denied");
    assertThat(gather()).isInstanceOf(Reading.Unreadable.class);
  }
}
