package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Numbers against a table taken from the kernel's headers (ORIGIN.md beside it). */
class ArchTest {
  private static Map<String, List<String>> table() throws Exception {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                ArchTest.class.getResourceAsStream("numbers.tsv"), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split("\t"))
          .collect(Collectors.toMap(f -> f[0], f -> List.of(f[1], f[2])));
    }
  }

  @Test
  void system_call_numbers_are_those_of_the_headers() throws Exception {
    Map<String, List<String>> table = table();
    for (Syscall call : Syscall.values()) {
      assertThat(table).containsKey(call.manual());
      assertThat(List.of(call.number(Arch.X86_64) + "", call.number(Arch.AARCH64) + ""))
          .as(call.manual())
          .isEqualTo(table.get(call.manual()));
    }
  }

  @Test
  void open_flags_are_those_of_the_headers() throws Exception {
    Map<String, List<String>> table = table();
    assertThat(table.get("O_DIRECTORY"))
        .containsExactly(octal(Arch.X86_64.directory), octal(Arch.AARCH64.directory));
    assertThat(table.get("O_NOFOLLOW"))
        .containsExactly(octal(Arch.X86_64.noFollow), octal(Arch.AARCH64.noFollow));
    assertThat(table.get("O_CLOEXEC")).containsOnly(octal(Arch.O_CLOEXEC));
    assertThat(table.get("O_PATH")).containsOnly(octal(Arch.O_PATH));
    assertThat(table.get("O_CREAT")).containsOnly(octal(Arch.O_CREAT));
    assertThat(table.get("O_EXCL")).containsOnly(octal(Arch.O_EXCL));
    assertThat(table.get("O_NOCTTY")).containsOnly(octal(Arch.O_NOCTTY));
    assertThat(table.get("O_APPEND")).containsOnly(octal(Arch.O_APPEND));
    assertThat(table.get("O_NONBLOCK")).containsOnly(octal(Arch.O_NONBLOCK));
  }

  private static String octal(int flags) {
    return "0" + Integer.toOctalString(flags);
  }

  @Test
  void unknown_machines_are_refused_with_a_sentence() throws Exception {
    assertThat(Arch.of("Linux", "amd64")).isEqualTo(Arch.X86_64);
    assertThat(Arch.of("Linux", "aarch64")).isEqualTo(Arch.AARCH64);
    assertThatThrownBy(() -> Arch.of("Linux", "riscv64"))
        .isInstanceOf(NativeUnavailableException.class)
        .hasMessage("system calls are known for x86_64 and aarch64 only, not riscv64");
    assertThatThrownBy(() -> Arch.of("Mac OS X", "aarch64"))
        .hasMessage("system calls are known for Linux only, not Mac OS X");
  }
}
