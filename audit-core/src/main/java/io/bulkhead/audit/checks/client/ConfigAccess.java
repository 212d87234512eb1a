package io.bulkhead.audit.checks.client;

import io.bulkhead.audit.Evidence;
import io.bulkhead.audit.Ground;
import io.bulkhead.audit.checks.facts.Grounds;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.FileStat;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.audit.snapshot.Reading;
import java.util.List;
import java.util.Optional;

/** Whether anybody but the user can read a user's client configuration. */
final class ConfigAccess {
  private static final int LIMIT = 0600;

  private ConfigAccess() {}

  static List<Ground> judge(HostSnapshot host, Reading.Present<ClientConfig> config) {
    String path = config.value().path();
    Ground ground =
        host.file(path)
            .fold(
                seen -> judge(host, config.value(), seen),
                none -> Grounds.undetermined(path, "was there and is gone", Grounds.evidence(none)),
                unseen -> Grounds.unseen(path, unseen));
    return List.of(ground);
  }

  private static Ground judge(
      HostSnapshot host, ClientConfig config, Reading.Present<FileStat> seen) {
    FileStat file = seen.value();
    Evidence says =
        Evidence.of(seen.origin(), file.octal() + " " + file.owner() + ":" + file.group());
    if (!file.modeWithin(LIMIT)) {
      return Grounds.fail(
          config.path(), "mode is " + file.octal() + ", at most 0600 expected", says);
    }
    if (file.acl().stream().anyMatch(entry -> entry.permissions() != 0)) {
      return Grounds.fail(
          config.path(), "mode is " + file.octal() + ", but the ACL admits others", says);
    }
    Optional<Long> user =
        host.accounts().seen().flatMap(a -> a.user(config.user())).map(Accounts.User::uid);
    boolean foreign = file.uid() != 0 && user.filter(uid -> uid != file.uid()).isPresent();
    return foreign
        ? Grounds.fail(
            config.path(), "belongs to " + file.owner() + ", " + config.user() + " expected", says)
        : Grounds.pass(config.path(), "mode is " + file.octal(), says);
  }
}
