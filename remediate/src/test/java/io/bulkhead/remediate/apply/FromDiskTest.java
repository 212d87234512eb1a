package io.bulkhead.remediate.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulkhead.kernel.files.RecordingSys;
import io.bulkhead.remediate.Prepared;
import io.bulkhead.remediate.RemediationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The journal is lost or damaged while a set is half applied. */
class FromDiskTest {
  @Test
  void a_set_cut_off_anywhere_goes_back_without_its_journal() throws Exception {
    for (int call = 30; call < 400; call++) {
      Rig rig = new Rig(Sets.tree());
      Prepared plan = Sets.nine(rig.tree);
      SortedMap<String, String> before = rig.tree.state();
      RecordingSys sys = new RecordingSys(Tree.UNFLUSHED).powerOffBefore(call);
      boolean crashed = rig.interrupted(sys, s -> rig.apply(s, plan));
      if (!crashed) {
        assertThat(call).isGreaterThan(100);
        rig.tree.delete();
        return;
      }
      if (!rig.sets().leftovers().isEmpty()) {
        Files.delete(journal(rig));
        assertThatThrownBy(rig::recover)
            .isInstanceOf(RemediationException.class)
            .hasMessageContaining("the journal is gone");
        takeBack(rig);
        assertThat(rig.tree.state()).as("call %d %s", call, sys.calls()).isEqualTo(before);
        assertThat(rig.recover()).isEmpty();
      }
      rig.tree.delete();
    }
  }

  @Test
  void a_damaged_journal_is_kept_aside() throws Exception {
    Guarded set = new Guarded();
    set.apply(Tree.REAL);
    Rig rig = set.rig;
    String text = Files.readString(journal(rig));
    Files.writeString(journal(rig), text.replaceFirst("\"BEGIN\"", "\"BEGUN\""));
    assertThatThrownBy(rig::recover).hasMessageContaining("journal");
    takeBack(rig);
    assertThat(set.back()).isTrue();
    try (var names = Files.list(rig.tree.root.resolve("var/lib/bulkhead"))) {
      assertThat(names.map(p -> p.getFileName().toString()))
          .anyMatch(name -> name.startsWith("journal.damaged-"));
    }
    rig.tree.delete();
  }

  @Test
  void a_journal_that_knows_the_set_is_used_instead() throws Exception {
    Guarded set = new Guarded();
    String id = set.apply(Tree.REAL).setId();
    assertThatThrownBy(() -> set.rig.sets().recoverFromDisk(id))
        .hasMessageContaining("the journal can be read");
    set.rig.tree.delete();
  }

  private static void takeBack(Rig rig) throws RemediationException {
    String id = rig.sets().leftovers().get(0).set();
    assertThat(rig.sets().recoverFromDisk(id).complete()).isTrue();
  }

  private static Path journal(Rig rig) {
    return rig.tree.root.resolve("var/lib/bulkhead/journal/00000001.log");
  }
}
