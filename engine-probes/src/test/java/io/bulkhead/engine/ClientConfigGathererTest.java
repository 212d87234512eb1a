package io.bulkhead.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Accounts.User;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.ClientConfig.Context;
import io.bulkhead.audit.snapshot.FakeHostFiles;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientConfigGathererTest {
  private static final String ROOT_CONFIG = "/root/.docker/config.json";

  private final FakeHostFiles files = new FakeHostFiles();

  private HostSnapshot gathered(User... users) {
    SnapshotBuilder draft = new SnapshotBuilder();
    draft.accounts(
        Reading.present(
            new Accounts(List.of(users), List.of(), List.of()), Origin.observed("/etc/passwd")));
    new ClientConfigGatherer(files).gather(draft);
    return draft.build();
  }

  private static User user(String name, String home) {
    return new User(name, 1000, 1000, home, "/bin/sh");
  }

  private ClientConfig root() {
    return gathered(user("root", "/root")).clients().get(0).seen().orElseThrow();
  }

  @Test
  void inline_credentials_are_named_and_never_shown() {
    files.put(
        ROOT_CONFIG,
        """
        {"auths": {
          "a.example": {"auth": "aHVudGVyMg=="},
          "b.example": {},
          "c.example": {"identitytoken": "hunter2"},
          "d.example": {"auth": ""}},
         "credHelpers": {"b.example": "ecr-login"}}""");
    ClientConfig config = root();
    assertThat(config.plainRegistries()).containsExactly("a.example", "c.example");
    assertThat(config.credentialStore()).isEqualTo("ecr-login");
    assertThat(gathered(user("root", "/root")).toString())
        .doesNotContain("hunter2")
        .doesNotContain("aHVudGVyMg");
  }

  @Test
  void the_status_of_the_file_comes_along() {
    files.put(ROOT_CONFIG, "{\"credsStore\": \"pass\"}");
    HostSnapshot snapshot = gathered(user("root", "/root"));
    assertThat(snapshot.file(ROOT_CONFIG)).isEqualTo(files.stat(ROOT_CONFIG));
    assertThat(root().credentialStore()).isEqualTo("pass");
    assertThat(root().user()).isEqualTo("root");
    assertThat(root().path()).isEqualTo(ROOT_CONFIG);
  }

  @Test
  void contexts_show_their_host_and_whether_they_have_tls_material() {
    files
        .put(ROOT_CONFIG, "{\"currentContext\": \"prod\"}")
        .put(
            "/root/.docker/contexts/meta/aa/meta.json",
            "{\"Name\":\"prod\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://u:p@e:2376\"}}}")
        .put("/root/.docker/contexts/tls/aa/docker/ca.pem", "x")
        .put(
            "/root/.docker/contexts/meta/bb/meta.json",
            "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://e:2375\"}}}");
    assertThat(root().currentContext()).isEqualTo("prod");
    assertThat(root().contexts())
        .containsExactly(
            new Context("prod", "tcp://(redacted)@e:2376", true, true),
            new Context("lab", "tcp://e:2375", false, true));
  }

  @Test
  void contexts_are_there_without_a_configuration_and_may_verify_nothing() {
    files.put(
        "/root/.docker/contexts/meta/aa/meta.json",
        "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://e:2376\",\"SkipTLSVerify\":true}}}");
    assertThat(root().contexts()).containsExactly(new Context("lab", "tcp://e:2376", true, false));
    assertThat(gathered(user("root", "/root")).file(ROOT_CONFIG))
        .isInstanceOf(Reading.Absent.class);
  }

  @Test
  void directories_of_plugins_that_the_configuration_adds_are_looked_at() {
    files.put(ROOT_CONFIG, "{\"cliPluginsExtraDirs\": [\"/opt/p\"]}").put("/opt/p/docker-x", "x");
    assertThat(root().pluginDirectories()).containsExactly("/opt/p");
    assertThat(gathered(user("root", "/root")).files()).containsKeys("/opt/p", "/opt/p/docker-x");
  }

  @Test
  void a_home_without_the_file_gives_no_entry_and_shared_homes_give_one() {
    files.put(ROOT_CONFIG, "{}");
    assertThat(
            gathered(
                    user("root", "/root"),
                    user("toor", "/root/"),
                    user("nobody", "/nonexistent"),
                    user("odd", ""))
                .clients())
        .hasSize(1);
  }

  @Test
  void a_home_that_cannot_be_looked_into_is_unreadable() {
    files.deny("/home/ann/.docker/config.json", "permission denied");
    List<Reading<ClientConfig>> clients = gathered(user("ann", "/home/ann")).clients();
    assertThat(clients).hasSize(1);
    assertThat(clients.get(0))
        .isEqualTo(
            Reading.unreadable(
                Origin.observed("/home/ann/.docker/config.json"), "permission denied"));
  }

  @Test
  void a_damaged_file_is_unreadable_and_not_quoted() {
    files.put(ROOT_CONFIG, "{\"auths\":{\"a\":{\"auth\": hunter2 }}}");
    Reading<ClientConfig> only = gathered(user("root", "/root")).clients().get(0);
    assertThat(only).isInstanceOf(Reading.Unreadable.class);
    assertThat(only.toString()).contains("not JSON at line 1").doesNotContain("hunter2");
  }

  @Test
  void contexts_that_cannot_be_seen_are_an_entry_of_their_own() {
    files.put(ROOT_CONFIG, "{}").deny("/root/.docker/contexts/meta", "permission denied");
    assertThat(gathered(user("root", "/root")).clients())
        .hasSize(2)
        .anyMatch(r -> r instanceof Reading.Unreadable)
        .anyMatch(r -> r instanceof Reading.Present);
  }

  @Test
  void without_accounts_nothing_is_known() {
    SnapshotBuilder draft = new SnapshotBuilder();
    new ClientConfigGatherer(files).gather(draft);
    assertThat(draft.build().clients())
        .containsExactly(Reading.unreadable(Origin.observed("/etc/passwd"), "not gathered"));
  }
}
