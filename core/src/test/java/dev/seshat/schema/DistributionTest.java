package dev.seshat.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.session.NewSession;
import dev.seshat.session.SessionFilter;
import dev.seshat.testing.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// The way to a distributed schema on a PostgreSQL without Citus: all of it up to the call itself.
final class DistributionTest {
  @Test
  void aServerWithoutCitusIsToldWhatItWants() throws Exception {
    try (TestStore test = TestStore.postgres()) {
      test.seshat().sessions().startUnfocused(NewSession.of("stays where it is"));
      Distribution distribution = Distribution.of(test.where(), test.workspace());
      assertThat(distribution.sql())
          .isEqualTo("SELECT citus_schema_distribute('" + test.workspace() + "');");
      assertThatThrownBy(distribution::run)
          .isInstanceOf(StoreUnavailable.class)
          .hasMessageContaining("Citus is not installed")
          .hasMessageContaining("CREATE EXTENSION citus");
      assertThat(test.seshat().sessions().list(SessionFilter.all()).items()).hasSize(1);
    }
  }

  @Test
  void aWorkspaceThatIsNotThereIsNamed() throws Exception {
    try (TestStore test = TestStore.postgres()) {
      assertThatThrownBy(() -> Distribution.of(test.where(), "nobody_made_this").run())
          .isInstanceOf(NotFound.class)
          .hasMessageContaining("nobody_made_this");
    }
  }

  @Test
  void onlyAWorkspaceOfPostgresIsDistributed() {
    assertThatThrownBy(() -> Distribution.of("/tmp/work.db", "seshat")).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> Distribution.of("jdbc:postgresql://localhost/x", "a'); DROP"))
        .isInstanceOf(Invalid.class);
  }

  /// A server that has a function of that name and Citus's catalogue stands in for one with Citus.
  @Test
  void theCallIsMadeOnce() throws Exception {
    try (TestStore test = TestStore.postgres()) {
      test.seshat();
      String name = test.workspace() + "_citus";
      String url = test.where() + "&currentSchema=" + name + ",public";
      try (Connection connection = DriverManager.getConnection(test.where());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + name);
        statement.execute(
            "CREATE VIEW %s.pg_extension AS SELECT 'citus' AS extname, '12.1-1' AS extversion"
                .formatted(name));
        statement.execute("CREATE TABLE %s.pg_dist_schema (schemaid regnamespace)".formatted(name));
        statement.execute(
            """
            CREATE FUNCTION %s.citus_schema_distribute(schema regnamespace) RETURNS void LANGUAGE sql
            AS 'INSERT INTO %s.pg_dist_schema VALUES (schema)'
            """
                .formatted(name, name));
        // a name of the catalogue goes to the catalogue first, unless the path says otherwise
        String first = url.replace(name + ",public", name + ",pg_catalog");
        assertThat(Distribution.of(first, test.workspace()).run()).isTrue();
        assertThat(Distribution.of(first, test.workspace()).run()).isFalse();
        statement.execute("DROP SCHEMA " + name + " CASCADE");
      }
    }
  }
}
