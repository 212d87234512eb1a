package io.bulkhead.kernel.accounts;

import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.kernel.view.HostView;
import java.util.List;
import java.util.Optional;

/** Writes down local users and groups. */
public final class AccountsGatherer implements Gatherer {
  private static final String PASSWD = "/etc/passwd";
  private static final String GROUP = "/etc/group";

  private final HostView view;

  public AccountsGatherer(HostView view) {
    this.view = view;
  }

  @Override
  public Phase phase() {
    return Phase.FIRST;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    Optional<String> foreign = view.foreignFiles();
    draft.accounts(
        foreign
            .map(why -> Reading.<Accounts>unreadable(Origin.observed(PASSWD), why))
            .orElseGet(this::read));
  }

  private Reading<Accounts> read() {
    HostFiles files = view.files();
    Reading<String> groups = files.text(GROUP);
    List<String> other = new OtherSources(files).names();
    Origin both = Origin.observed(PASSWD + " and " + GROUP);
    return files
        .text(PASSWD)
        .fold(
            users ->
                groups.fold(
                    seen ->
                        Reading.present(
                            new Accounts(
                                AccountFiles.users(users.value()),
                                AccountFiles.groups(seen.value()),
                                other),
                            both),
                    absent -> Reading.unreadable(absent.origin(), "no such file"),
                    unseen -> Reading.unreadable(unseen.origin(), unseen.reason())),
            absent -> Reading.unreadable(absent.origin(), "no such file"),
            unseen -> Reading.unreadable(unseen.origin(), unseen.reason()));
  }
}
