package dev.seshat.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What a door may not do: it parses, calls a feature, and renders.
class DoorTest {
  private static final JavaClasses DOORS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.seshat.cli");

  @Test
  void aDoorHoldsNoSqlAndNoTransactions() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.seshat.store..", "java.sql..", "javax.sql..")
        .because("rules and SQL belong to a feature of the core, where every door finds them")
        .check(DOORS);
  }
}
