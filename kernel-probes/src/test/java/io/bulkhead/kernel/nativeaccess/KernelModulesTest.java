package io.bulkhead.kernel.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelModulesTest {
  @Test
  void ids_have_the_names_of_the_header() {
    assertThat(KernelModules.name(100)).isEqualTo("capability");
    assertThat(KernelModules.name(104)).isEqualTo("apparmor");
    assertThat(KernelModules.name(110)).isEqualTo("landlock");
    assertThat(KernelModules.name(113)).isEqualTo("ipe");
    assertThat(KernelModules.name(114)).isEqualTo("id-114");
    assertThat(KernelModules.name(99)).isEqualTo("id-99");
  }

  @Test
  void this_kernel_lists_its_modules_or_says_why_not() {
    try {
      List<String> active = KernelModules.active();
      assertThat(active).contains("capability").doesNotHaveDuplicates();
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(the kernel does not answer|lsm_list_modules).*");
    }
  }
}
