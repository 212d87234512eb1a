package io.bulkhead.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("io.bulkhead.audit");

  @Test
  void the_import_is_not_empty() {
    assertThat(MAIN).hasSizeGreaterThan(100);
  }

  @Test
  void the_core_does_no_input_or_output() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..",
            "java.nio.file..",
            "java.net..",
            "java.nio.channels..",
            "com.sun.jna..",
            "com.github.dockerjava..",
            "com.google.inject..",
            "org.apache.commons.exec..")
        .check(MAIN);
  }

  @Test
  void the_core_asks_no_clock_and_no_environment() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Runtime.class, ProcessBuilder.class, ProcessHandle.class)
        .check(MAIN);
  }

  @Test
  void checks_have_only_final_fields() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .areAssignableTo(Check.class)
        .should()
        .beFinal()
        .check(MAIN);
  }

  @Test
  void checks_parse_no_numbers() {
    noClasses()
        .that()
        .resideInAPackage("..audit.checks..")
        .should()
        .callMethod(Integer.class, "parseInt", String.class)
        .orShould()
        .callMethod(Integer.class, "parseInt", String.class, int.class)
        .orShould()
        .callMethod(Integer.class, "valueOf", String.class)
        .orShould()
        .callMethod(Long.class, "parseLong", String.class)
        .orShould()
        .callMethod(Long.class, "parseLong", String.class, int.class)
        .orShould()
        .callMethod(Long.class, "valueOf", String.class)
        .check(MAIN);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.bulkhead.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void the_vocabulary_needs_no_checks() {
    noClasses()
        .that()
        .resideInAnyPackage("io.bulkhead.audit", "..audit.snapshot", "..audit.benchmark")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..audit.checks..", "..audit.catalogue..")
        .check(MAIN);
  }

  @Test
  void only_the_benchmark_map_and_the_policy_file_read_yaml() {
    noClasses()
        .that()
        .resideOutsideOfPackages("..audit.benchmark", "..audit.policyfile")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.yaml..")
        .check(MAIN);
  }

  @Test
  void every_package_is_null_marked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : MAIN) {
      JavaPackage home = each.getPackage();
      if (!home.isAnnotatedWith(NullMarked.class)) {
        unmarked.add(home.getName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
