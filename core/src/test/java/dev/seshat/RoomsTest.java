package dev.seshat;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rooms of the library and who may enter them. A rule's text is its documentation.
class RoomsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.seshat");

  private static final Set<String> SQL =
      Set.of("update", "updateAll", "updateOne", "list", "first", "number", "each");

  @Test
  void theStoreKnowsNoFeature() {
    noClasses()
        .that()
        .resideInAPackage("dev.seshat.store..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.seshat..")
                .and(not(resideInAnyPackage("dev.seshat", "dev.seshat.store..")))
                .as("are features"))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("dev\\.seshat\\.(Seshat|Rooms)")
        .check(CORE);
  }

  @Test
  void noCycleRunsThroughThePackages() {
    slices().matching("dev.seshat.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void onlyTheStoreTalksToADriver() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.seshat.store..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.sql", "javax.sql", "org.sqlite..", "org.postgresql..", "com.zaxxer..")
                .and(not(JavaClass.Predicates.equivalentTo(SQLException.class)))
                .as("belong to a database driver"))
        .check(CORE);
  }

  @Test
  void theSqlOfAFeatureStandsInItsTable() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.seshat.store..")
        .and(describe("are no table", c -> !outermost(c).getSimpleName().endsWith("Table")))
        .should()
        .callCodeUnitWhere(
            describe(
                "it runs SQL",
                call -> {
                  AccessTarget.CodeUnitCallTarget target = call.getTarget();
                  return target.getOwner().getName().equals("dev.seshat.store.Tx")
                      && SQL.contains(target.getName());
                }))
        .check(CORE);
  }

  @Test
  void aTableIsNobodyElsesBusiness() {
    classes().that().haveSimpleNameEndingWith("Table").should().notBePublic().check(CORE);
  }

  @Test
  void noPublicSignatureShowsTheJsonLibrary() {
    classes()
        .that()
        .arePublic()
        .and()
        .resideOutsideOfPackage("dev.seshat.json..")
        .should(notShow("tools.jackson"))
        .check(CORE);
  }

  @Test
  void jsonIsReadByItsOwnPackageAndByTheImporters() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.seshat.json..", "dev.seshat.transcript..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
        .check(CORE);
  }

  @Test
  void timeAndChanceAreInjected() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.seshat.store.Environment")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CORE);
  }

  @Test
  void nothingIsPrinted() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because(
            "stdout belongs to whoever embeds the library, and in `seshat mcp` to the protocol")
        .check(CORE);
  }

  private static JavaClass outermost(JavaClass c) {
    JavaClass outer = c;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  private static ArchCondition<JavaClass> notShow(String library) {
    return new ArchCondition<>("not show " + library + " to others") {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        Stream<JavaMember> members =
            Stream.concat(c.getFields().stream(), c.getCodeUnits().stream());
        members
            .filter(m ->
                m.getModifiers().contains(JavaModifier.PUBLIC)
                    || m.getModifiers().contains(JavaModifier.PROTECTED))
            .filter(m -> shown(m).anyMatch(type -> type.getPackageName().startsWith(library)))
            .forEach(m ->
                events.add(
                    SimpleConditionEvent.violated(m, m.getDescription() + " shows " + library)));
        if (c.getRawSuperclass().filter(s -> s.getPackageName().startsWith(library)).isPresent()) {
          events.add(
              SimpleConditionEvent.violated(
                  c, c.getDescription() + " extends a class of " + library));
        }
      }
    };
  }

  private static Stream<JavaClass> shown(JavaMember member) {
    return switch (member) {
      case JavaField field -> field.getType().getAllInvolvedRawTypes().stream();
      case JavaCodeUnit unit ->
          Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream())
              .flatMap(type -> type.getAllInvolvedRawTypes().stream());
      default -> Stream.empty();
    };
  }
}
