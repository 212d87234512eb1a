package io.bulkhead.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInAnyPackage;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.bulkhead.audit.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that carry the design, over all modules at once. */
class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.bulkhead");

  @Test
  void all_modules_are_looked_at() {
    Set<String> modules = new TreeSet<>();
    for (JavaClass type : OURS) {
      modules.add(type.getPackageName().split("\\.")[2]);
    }
    assertThat(modules).containsExactly("audit", "cli", "daemon", "engine", "kernel", "remediate");
    assertThat(OURS.size()).isGreaterThan(150);
  }

  @Test
  void modules_depend_as_the_diagram_shows() {
    classes()
        .should(
            adhereToPlantUmlDiagram(
                diagram(), consideringOnlyDependenciesInAnyPackage("io.bulkhead..")))
        .check(OURS);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("io.bulkhead.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void guice_is_known_to_the_wiring_alone() {
    noClasses()
        .that(not(resideInAPackage("io.bulkhead.cli.wiring..")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..")
        .check(OURS);
  }

  @Test
  void jna_is_known_to_native_access_alone() {
    noClasses()
        .that(not(resideInAPackage("io.bulkhead.kernel.nativeaccess..")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(OURS);
  }

  @Test
  void standard_streams_belong_to_the_command_line() {
    noClasses()
        .that(not(resideInAPackage("io.bulkhead.cli..")))
        .should(ACCESS_STANDARD_STREAMS)
        .check(OURS);
  }

  @Test
  void the_vocabulary_of_an_audit_does_no_input_or_output() {
    noClasses()
        .that()
        .resideInAPackage("io.bulkhead.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.nio.file..",
            "java.net..",
            "com.github.dockerjava..",
            "com.fasterxml.jackson..",
            "org.apache.commons.exec..")
        .check(OURS);
  }

  @Test
  void checks_keep_nothing() {
    classes().that().implement(Check.class).should().haveOnlyFinalFields().check(OURS);
  }

  @Test
  void every_package_is_null_marked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : OURS) {
      if (!type.getPackage().tryGetAnnotationOfType(NullMarked.class).isPresent()) {
        unmarked.add(type.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void public_types_of_other_modules_show_no_foreign_library() {
    noClasses()
        .that()
        .haveModifier(JavaModifier.PUBLIC)
        .and()
        .resideInAnyPackage("io.bulkhead.engine", "io.bulkhead.engine.endpoint..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..")
        .check(OURS);
  }

  private static java.net.URL diagram() {
    Path here = Path.of("docs", "architecture.puml");
    Path file = Files.exists(here) ? here : Path.of("..").resolve(here);
    try {
      return file.toUri().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
