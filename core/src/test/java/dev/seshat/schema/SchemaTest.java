package dev.seshat.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.session.NewSession;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/// A store looked at from outside, and brought up to date by hand.
final class SchemaTest {
  @EveryStore
  void theScriptMakesTheStoreThatOpeningItMakes(TestStore test) throws Exception {
    String script = Schema.script(test.where(), test.workspace());
    String url = test.isSqlite() ? "jdbc:sqlite:" + test.where() : test.where();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(script);
    }
    Schema schema = Schema.of(test.where(), test.workspace());
    assertThat(schema.outstanding()).isEmpty();
    assertThat(schema.applied()).allMatch(step -> step.checksum().length() == 64);
    assertThat(Schema.script(test.where(), test.workspace())).isEmpty();
    test.seshat().sessions().start(NewSession.of("Works as any other"));
    assertThat(test.seshat().doctor().examine().problems()).isEmpty();

    Schema.Storage storage = Schema.storage(test.where(), test.workspace()).orElseThrow();
    assertThat(storage.bytes()).isPositive();
    assertThat(storage.problems()).isEmpty();
    assertThat(storage.database()).startsWith(test.isSqlite() ? "sqlite 3." : "postgresql ");
  }
}
