package io.bulkhead.engine;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.ClientConfig;
import io.bulkhead.audit.snapshot.Gatherer;
import io.bulkhead.audit.snapshot.HostFiles;
import io.bulkhead.audit.snapshot.Origin;
import io.bulkhead.audit.snapshot.Reading;
import io.bulkhead.audit.snapshot.SnapshotBuilder;
import io.bulkhead.engine.endpoint.ContextMeta;
import io.bulkhead.engine.facts.ClientFacts;
import io.bulkhead.engine.json.Trees;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads the docker CLI's configuration of every local user. A home without one gives no entry, a
 * home that cannot be looked into gives an unreadable one. Secrets never enter the snapshot.
 */
public final class ClientConfigGatherer implements Gatherer {
  private static final Reading.Present<String> NOTHING =
      new Reading.Present<>("{}", Origin.observed("no config.json"));

  private final HostFiles files;

  public ClientConfigGatherer(HostFiles files) {
    this.files = files;
  }

  @Override
  public Phase phase() {
    return Phase.SECOND;
  }

  @Override
  public void gather(SnapshotBuilder draft) {
    draft.clients(
        draft
            .accounts()
            .fold(
                seen -> ofAll(seen.value().users(), draft),
                absent -> List.of(Reading.absent(absent.origin())),
                unseen -> List.of(Reading.unreadable(unseen.origin(), unseen.reason()))));
  }

  private List<Reading<ClientConfig>> ofAll(List<Accounts.User> users, SnapshotBuilder draft) {
    List<Reading<ClientConfig>> configs = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (Accounts.User user : users) {
      if (user.home().startsWith("/") && done.add(directory(user))) {
        configs.addAll(of(user, draft));
      }
    }
    return configs;
  }

  private static String directory(Accounts.User user) {
    return user.home().replaceAll("/+$", "") + "/.docker";
  }

  /** The user's configuration, and one entry for every part of it that could not be read. */
  private List<Reading<ClientConfig>> of(Accounts.User user, SnapshotBuilder draft) {
    plugins(directory(user) + "/cli-plugins", draft);
    String path = directory(user) + "/config.json";
    Reading<String> text = files.text(path);
    if (text instanceof Reading.Unreadable<String> unseen) {
      draft.file(path, files.stat(path));
      return List.of(Reading.unreadable(unseen.origin(), unseen.reason()));
    }
    List<Reading<ClientConfig>> entries = new ArrayList<>();
    List<ClientConfig.Context> contexts = contexts(directory(user) + "/contexts", entries);
    if (text instanceof Reading.Absent<String> none) {
      if (!contexts.isEmpty()) {
        draft.file(path, Reading.absent(none.origin()));
        entries.add(parsed(user, path, NOTHING, contexts));
      }
      return entries;
    }
    draft.file(path, files.stat(path));
    Reading<ClientConfig> config = text.then(seen -> parsed(user, path, seen, contexts));
    config.seen().ifPresent(c -> c.pluginDirectories().forEach(more -> plugins(more, draft)));
    entries.add(config);
    return entries;
  }

  /**
   * Programs that the docker command of this user runs; looked at whether it is configured or not.
   */
  private void plugins(String directory, SnapshotBuilder draft) {
    Reading<List<String>> names = files.list(directory);
    if (names instanceof Reading.Absent) {
      return;
    }
    draft.file(directory, files.stat(directory));
    for (String name : names.seen().orElse(List.of())) {
      draft.file(directory + "/" + name, files.stat(directory + "/" + name));
    }
  }

  private static Reading<ClientConfig> parsed(
      Accounts.User user,
      String path,
      Reading.Present<String> text,
      List<ClientConfig.Context> contexts) {
    try {
      byte[] json = text.value().getBytes(StandardCharsets.UTF_8);
      return Reading.present(
          ClientFacts.of(user.name(), path, Trees.parse(json), contexts), text.origin());
    } catch (Trees.NotJson e) {
      return Reading.unreadable(text.origin(), String.valueOf(e.getMessage()));
    }
  }

  private List<ClientConfig.Context> contexts(
      String directory, List<Reading<ClientConfig>> unseenParts) {
    List<ClientConfig.Context> contexts = new ArrayList<>();
    for (String name : listed(directory + "/meta", unseenParts)) {
      String path = directory + "/meta/" + name + "/meta.json";
      Reading<String> text = files.text(path);
      if (text instanceof Reading.Unreadable<String> unseen) {
        unseenParts.add(Reading.unreadable(unseen.origin(), unseen.reason()));
      } else if (text instanceof Reading.Present<String> seen) {
        try {
          ContextMeta meta =
              ContextMeta.of(Trees.parse(seen.value().getBytes(StandardCharsets.UTF_8)));
          boolean material = !listed(directory + "/tls/" + name + "/docker", unseenParts).isEmpty();
          contexts.add(
              new ClientConfig.Context(
                  meta.name(),
                  Redaction.address(meta.host()),
                  material || meta.skipTlsVerify(),
                  !meta.skipTlsVerify()));
        } catch (Trees.NotJson e) {
          unseenParts.add(
              Reading.unreadable(Origin.observed(path), String.valueOf(e.getMessage())));
        }
      }
    }
    return contexts;
  }

  private List<String> listed(String directory, List<Reading<ClientConfig>> unseenParts) {
    return files
        .list(directory)
        .fold(
            Reading.Present::value,
            absent -> List.<String>of(),
            unseen -> {
              unseenParts.add(Reading.unreadable(unseen.origin(), unseen.reason()));
              return List.<String>of();
            });
  }
}
