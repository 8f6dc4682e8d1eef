package dev.seshat.store;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/// A workspace's schema as Citus, PostgreSQL's extension for many machines, sees it.
public final class CitusSchema {
  /// The first version that distributes schemas.
  private static final int FIRST = 12;

  private CitusSchema() {}

  /// Refuses a name that no workspace may have.
  public static void requireName(String workspace) {
    PostgresStore.requireWorkspace(workspace);
  }

  /// The statement that distributes it.
  public static String sql(String workspace) {
    return "SELECT citus_schema_distribute('" + workspace + "')";
  }

  /// Distributes it, unless it is distributed already.
  ///
  /// @return whether there was anything to do
  public static boolean distribute(String url, String workspace) {
    try (Connection connection = DriverManager.getConnection(url)) {
      if (text(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", workspace)
          == null) {
        throw new NotFound(
            "no workspace '" + workspace + "' in this database; 'seshat db migrate' makes it");
      }
      requireCitus(connection);
      if (text(
              connection,
              "SELECT 'yes' FROM pg_dist_schema WHERE schemaid = CAST(? AS regnamespace)",
              workspace)
          != null) {
        return false;
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql(workspace));
      }
      return true;
    } catch (SQLException e) {
      throw new StoreUnavailable(
          "the workspace cannot be distributed: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason"),
          e);
    }
  }

  private static void requireCitus(Connection connection) throws SQLException {
    String version =
        text(connection, "SELECT extversion FROM pg_extension WHERE extname = ?", "citus");
    if (version == null) {
      boolean installed =
          text(connection, "SELECT name FROM pg_available_extensions WHERE name = ?", "citus")
              != null;
      throw new StoreUnavailable(
          installed
              ? "the database does not use Citus yet; run 'CREATE EXTENSION citus' in it as a superuser"
              : "Citus is not installed on this PostgreSQL server; install it, name it in shared_preload_libraries,"
                  + " restart the server and run 'CREATE EXTENSION citus'");
    }
    if (Integer.parseInt(version.split("\\D", 2)[0]) < FIRST) {
      throw new StoreUnavailable(
          "Citus " + version + " cannot distribute schemas; update it to 12 or newer");
    }
  }

  private static @Nullable String text(Connection connection, String sql, String value)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet rs = statement.executeQuery()) {
        return rs.next() ? rs.getString(1) : null;
      }
    }
  }
}
