package io.bulkhead.remediate.plan;

import io.bulkhead.audit.secrets.Redaction;
import io.bulkhead.audit.snapshot.Accounts;
import io.bulkhead.audit.snapshot.ConfigValue;
import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.Edit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a change is called and which values it goes between. */
final class Wording {
  /** More edits of one change do not fit into a line of a table; diffs and steps say them all. */
  private static final int MANY = 6;

  private static final int FEW = 2;

  private final HostSnapshot host;

  Wording(HostSnapshot host) {
    this.host = host;
  }

  String what(List<Edit> edits) {
    if (Minted.any(edits)) {
      return Minted.what(edits);
    }
    Edit first = edits.get(0);
    if (first instanceof Edit.Key key) {
      String name = key.target().substring(key.target().lastIndexOf('/') + 1);
      return name + " " + key.path().get(0);
    }
    if (first instanceof Edit.Flag flag) {
      return flag.unit() + " " + flag.flag();
    }
    if (first instanceof Edit.Line) {
      String directory = first.target().substring(0, first.target().lastIndexOf('/'));
      return first.target().substring(directory.lastIndexOf('/') + 1);
    }
    if (first instanceof Edit.Value value) {
      return value.target();
    }
    if (!(first instanceof Edit.Attribute attribute)) {
      return first.target();
    }
    boolean mode = attribute.before().mode() != attribute.after().mode();
    return attribute.target() + (mode ? " mode" : " owner");
  }

  String values(List<Edit> edits) {
    if (Minted.any(edits)) {
      return Minted.values(edits);
    }
    int rest = edits.size() > MANY ? edits.size() - FEW : 0;
    String said =
        edits.stream()
            .limit(edits.size() - rest)
            .map(this::values)
            .collect(Collectors.joining(", "));
    return rest == 0 ? said : said + " and " + rest + " more";
  }

  private String values(Edit edit) {
    if (edit instanceof Edit.Flag flag) {
      String file = flag.target().substring(flag.target().lastIndexOf('/') + 1);
      return (flag.given() ? "+ " : "- ") + flag.flag() + " (" + file + ")";
    }
    if (edit instanceof Edit.Text text) {
      return values(text);
    }
    if (edit instanceof Edit.Line line) {
      return values(line);
    }
    if (edit instanceof Edit.Value value) {
      return Redaction.of(value.setting().change(value.before(), value.after()));
    }
    if (edit instanceof Edit.Directory directory) {
      return (directory.present() ? "+ directory " : "- directory ")
          + octal(directory.attributes());
    }
    return edit instanceof Edit.Key key ? values(key) : values((Edit.Attribute) edit);
  }

  private String values(Edit.Text text) {
    Edit.Whole after = text.after();
    if (after == null) {
      return "- file";
    }
    return (text.before() == null ? "+ file " : "new content ")
        + owner(after.attributes())
        + " "
        + octal(after.attributes());
  }

  private static String values(Edit.Line line) {
    String before = line.before();
    String after = line.after();
    if (before == null || after == null) {
      return (before == null ? "+ " : "- ")
          + Redaction.of(String.valueOf(before == null ? after : before));
    }
    return Redaction.of(before) + " → " + Redaction.of(after);
  }

  private String values(Edit.Key key) {
    if (key.after() instanceof ConfigValue.Table table && key.before() == null) {
      return "+ " + members(table);
    }
    String after = key.after() == null ? "unset" : brief(key.after());
    if (key.path().size() > 1) {
      String name = key.path().get(key.path().size() - 1);
      return key.before() == null
          ? "+ " + name + "=" + after
          : name + " " + brief(key.before()) + " → " + after;
    }
    return before(key) + " → " + after;
  }

  /** What the engine uses now says more than that the file has no such key. */
  private String before(Edit.Key key) {
    Optional<ConfigValue> running =
        host.daemon()
            .setting(key.path().get(0))
            .running()
            .seen()
            .or(() -> host.daemon().setting(key.path().get(0)).nextStart().seen());
    ConfigValue inFile = key.before();
    return inFile != null ? brief(inFile) : running.map(Wording::brief).orElse("unset");
  }

  private static String members(ConfigValue.Table table) {
    return table.entries().entrySet().stream()
        .map(
            e ->
                e.getValue() instanceof ConfigValue.Table limit
                    ? e.getKey() + "=" + limit.get("Soft") + ":" + limit.get("Hard")
                    : e.getKey() + "=" + brief(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String brief(ConfigValue value) {
    return Redaction.of(value.text());
  }

  private String values(Edit.Attribute edit) {
    if (edit.before().mode() != edit.after().mode()) {
      return octal(edit.before()) + " → " + octal(edit.after());
    }
    return owner(edit.before()) + " → " + owner(edit.after());
  }

  static String octal(Attributes attributes) {
    return String.format(Locale.ROOT, "%04o", attributes.mode());
  }

  /** As {@code root:root}, numbers where no name is known. */
  String owner(Attributes attributes) {
    return user(attributes.uid()) + ":" + group(attributes.gid());
  }

  private String user(long uid) {
    String known =
        host.accounts().seen().stream()
            .flatMap(a -> a.users().stream())
            .filter(u -> u.uid() == uid)
            .map(Accounts.User::name)
            .findFirst()
            .orElse(String.valueOf(uid));
    return uid == 0 ? "root" : known;
  }

  private String group(long gid) {
    String known =
        host.accounts().seen().stream()
            .flatMap(a -> a.group(gid).stream())
            .map(Accounts.Group::name)
            .findFirst()
            .orElse(String.valueOf(gid));
    return gid == 0 ? "root" : known;
  }
}
