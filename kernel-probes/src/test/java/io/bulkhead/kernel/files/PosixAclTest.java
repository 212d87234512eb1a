package io.bulkhead.kernel.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosixAclTest {
  private static final String LIST = "user::rw-,user:1001:rw-,group::r--,mask::rw-,other::---";

  /** By linux/posix_acl_xattr.h. */
  private static final String BYTES =
      "02000000"
          + "01000600ffffffff"
          + "02000600e9030000"
          + "04000400ffffffff"
          + "10000600ffffffff"
          + "20000000ffffffff";

  @Test
  void text_and_the_kernels_form_say_the_same() throws IOException {
    byte[] kernel = HexFormat.of().parseHex(BYTES);
    assertThat(PosixAcl.parse(kernel).toString()).isEqualTo(LIST);
    assertThat(PosixAcl.parse(LIST).bytes()).isEqualTo(kernel);
    assertThat(PosixAcl.parse(LIST).mode()).isEqualTo(0660);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "user::rw", "user:x:rw-", "mask:1:rw-", "user::rwq", "user:01:rw-", "a::r--"})
  void what_is_no_entry_is_refused(String text) {
    assertThatThrownBy(() -> PosixAcl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_entry_of_a_kind_that_is_not_known_is_not_passed_over() {
    byte[] odd = HexFormat.of().parseHex("0200000040000600ffffffff");
    assertThatThrownBy(() -> PosixAcl.parse(odd)).hasMessageContaining("unknown kind 64");
  }

  /** Nobody gains: the mask no longer lifts the group, and an entry that forbids stays. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "660 | user::rw-,user:1:rw-,group::---,mask::rw-,other::--- | user::rw-,group::---,other::---",
        "660 | user::rw-,user:1:r--,group::rw-,mask::rw-,other::---"
            + " | user::rw-,user:1:---,group::rw-,mask::rw-,other::---",
        "644 | user::rwx,user:1:rwx,group::r-x,mask::rwx,other::r-x"
            + " | user::rw-,user:1:r--,group::r--,mask::r--,other::r--",
        "644 | user::rw-,user:1:---,group::r--,mask::rw-,other::r--"
            + " | user::rw-,user:1:---,group::r--,mask::r--,other::r--",
        "600 | user::rw-,group::rw-,group:9:rw-,mask::r--,other::r-- | user::rw-,group::---,other::---"
      })
  void nobody_gains_when_it_is_narrowed(String limit, String before, String after) {
    assertThat(PosixAcl.parse(before).within(Integer.parseInt(limit, 8)).toString())
        .isEqualTo(after);
  }

  @Test
  void what_changed_is_said_by_entries() {
    PosixAcl before = PosixAcl.parse(LIST);
    assertThat(before.changes(before.within(0660))).isEqualTo("- user:1001:rw-");
    assertThat(before.changes(before)).isEmpty();
  }
}
