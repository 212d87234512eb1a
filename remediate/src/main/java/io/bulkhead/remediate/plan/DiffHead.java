package io.bulkhead.remediate.plan;

import io.bulkhead.audit.snapshot.HostSnapshot;
import io.bulkhead.remediate.Attributes;
import io.bulkhead.remediate.FileState;
import java.util.List;

/** Mode, owner and size of a changed file, in one line. */
final class DiffHead {
  private final Wording wording;

  DiffHead(HostSnapshot host) {
    this.wording = new Wording(host);
  }

  String of(FileWork file, List<AttributeWork> attributes) {
    String size = file.before().content().length + " → " + file.bytes().length + " bytes";
    if (!(file.before().state() instanceof FileState.Regular before)) {
      return "new file, "
          + file.attributes().map(a -> text(a)).orElse("0644")
          + ", "
          + file.bytes().length
          + " bytes";
    }
    if (file.content().isEmpty()) {
      return "deleted, " + file.before().content().length + " bytes";
    }
    Attributes after =
        attributes.stream()
            .filter(work -> work.path().equals(file.path()))
            .map(AttributeWork::after)
            .findFirst()
            .or(file::attributes)
            .orElse(before.attributes());
    return after.equals(before.attributes())
        ? text(after) + " kept, " + size
        : text(before.attributes()) + " → " + text(after) + ", " + size;
  }

  private String text(Attributes attributes) {
    return wording.owner(attributes) + " " + Wording.octal(attributes);
  }
}
