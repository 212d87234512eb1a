package io.bulkhead.remediate.plan;

import io.bulkhead.remediate.Edit;
import io.bulkhead.remediate.Undo;
import java.util.Optional;

/** How exactly a change can be undone, as far as the values that it sets decide that. */
final class ValueUndo {
  private ValueUndo() {}

  /** What the remedy says, unless a value of the change allows less. */
  static Undo of(Draft draft) {
    Undo own = draft.fix().undo();
    if (own instanceof Undo.OneWay) {
      return own;
    }
    Optional<String> oneWay =
        draft.values().stream()
            .flatMap(value -> value.setting().oneWay(value.before(), value.after()).stream())
            .findFirst();
    if (oneWay.isPresent()) {
      return new Undo.OneWay(oneWay.get());
    }
    Optional<String> differs =
        draft.values().stream()
            .map(Edit.Value::setting)
            .flatMap(setting -> setting.differs().stream())
            .findFirst();
    return differs.<Undo>map(Undo.SameEffect::new).orElse(own);
  }
}
