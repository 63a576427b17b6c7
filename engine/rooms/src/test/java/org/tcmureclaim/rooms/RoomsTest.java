package org.tcmureclaim.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.rooms.RoomRules.Rule;
import org.tcmureclaim.rooms.left.Left;
import org.tcmureclaim.rooms.right.Right;

/** The rooms of DESIGN.md stay apart. Each rule is also shown to fail on a class that breaks it. */
class RoomsTest {
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.tcmureclaim");

  @TestFactory
  Stream<DynamicTest> shippedClasses_keep() {
    return RoomRules.all().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> rule.asArchRule().check(SHIPPED)));
  }

  /** A rule that never fails guards nothing: each is tried on an offender. */
  @TestFactory
  Stream<DynamicTest> offender_isCaught() {
    return RoomRules.all().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> assertOffenderIsCaught(rule)));
  }

  private static void assertOffenderIsCaught(Rule rule) {
    for (Class<?> offender : rule.offenders()) {
      JavaClasses alone = new ClassFileImporter().importClasses(offender);
      assertThat(rule.onOffenders().evaluate(alone).hasViolation())
          .as(offender.getSimpleName())
          .isTrue();
    }
  }

  /** A name that is listed without need would hide the next thread of that class. */
  @Test
  void classesThatMayHaveAThread_haveOne() {
    ArchRule starts = ArchRuleDefinition.noClasses().should(ThreadRule.startThreads());
    for (String name : ThreadRule.MAY.keySet()) {
      JavaClasses alone = SHIPPED.that(outermost("org.tcmureclaim." + name));
      assertThat(starts.evaluate(alone).hasViolation()).as(name).isTrue();
    }
  }

  private static DescribedPredicate<JavaClass> outermost(String name) {
    return DescribedPredicate.describe(
        name, type -> type.getName().replaceAll("\\$.*", "").equals(name));
  }

  @Test
  void packages_haveNoCycles() {
    RoomRules.noCycles().check(SHIPPED);
  }

  @Test
  void cycle_isCaught() {
    JavaClasses cycle = new ClassFileImporter().importClasses(Left.class, Right.class);
    assertThat(RoomRules.noCycles().evaluate(cycle).hasViolation()).isTrue();
  }

  @Test
  void everyModule_isSeen() {
    assertThat(
            SHIPPED.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.split("\\.").length == 3)
                .distinct())
        .contains(
            "org.tcmureclaim.agent",
            "org.tcmureclaim.command",
            "org.tcmureclaim.configuration",
            "org.tcmureclaim.decision",
            "org.tcmureclaim.host",
            "org.tcmureclaim.image",
            "org.tcmureclaim.json",
            "org.tcmureclaim.linux",
            "org.tcmureclaim.policy",
            "org.tcmureclaim.recording",
            "org.tcmureclaim.replay",
            "org.tcmureclaim.server",
            "org.tcmureclaim.shim",
            "org.tcmureclaim.simulation",
            "org.tcmureclaim.snapshot");
  }

  /** ServiceLoader stays silent about a forgotten line; this test does not. */
  @Test
  void everyPolicyFactory_isListedInMetaInfServices() {
    assertThat(registered()).containsExactlyInAnyOrderElementsOf(factories(SHIPPED));
  }

  @Test
  void forgottenPolicyFactory_isNoticed() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offenders.Forgotten.class);
    assertThat(factories(offender)).isNotEmpty();
    assertThat(registered()).doesNotContainAnyElementsOf(factories(offender));
  }

  private static List<String> factories(JavaClasses classes) {
    return classes.stream()
        .filter(type -> type.isAssignableTo(PolicyFactory.class))
        .filter(type -> !type.isInterface())
        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .map(JavaClass::getName)
        .toList();
  }

  private static List<String> registered() {
    return ServiceLoader.load(PolicyFactory.class).stream()
        .map(provider -> provider.type().getName())
        .toList();
  }
}
