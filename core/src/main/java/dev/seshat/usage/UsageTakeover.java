package dev.seshat.usage;

import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The projects, hosts, models and prices that another system kept, added to those that are here. What somebody has said
/// of them here stays.
public final class UsageTakeover {
  private final Scope scope;
  private final Projects projects;
  private final Prices prices;

  UsageTakeover(Scope scope, Projects projects, Prices prices) {
    this.scope = scope;
    this.projects = projects;
    this.prices = prices;
  }

  /// What another system says of a project or a host beside its name.
  ///
  /// @param text the description of a project, the base URL of a host
  /// @param earlier the same as it said before; what still stands so follows what it says now
  /// @param since when it began there; the earlier of two beginnings counts
  public record About(@Nullable String text, @Nullable String earlier, @Nullable Instant since) {}

  /// A model's price in another system.
  public record ModelPrice(String host, String model, Rates rates) {}

  /// What became of a price.
  public enum Priced {
    /// It is in the book now.
    SET,
    /// The book says the same without it.
    SAME,
    /// It is not taken: it says that the model costs nothing where the book knows better, or the model's name would
    /// stand for other models too.
    DOUBTED
  }

  /// Takes a project over; true if that changed anything.
  public boolean projectIn(Tx tx, String name, About about) throws SQLException {
    boolean isNew = ProjectTable.find(tx, name.strip()).isEmpty();
    long id = projects.idIn(tx, name);
    boolean told = ProjectTable.tell(tx, id, about) > 0;
    if (told && !isNew) {
      changed(tx, "project.import", "project", id, name);
    }
    return isNew || told;
  }

  /// Takes a host over; true if that changed anything.
  public boolean hostIn(Tx tx, String name, About about) throws SQLException {
    boolean isNew = ModelTable.findHost(tx, name).isEmpty();
    long id = new UsageRecorder(tx, scope, projects, prices).host(name);
    boolean told = ModelTable.tellHost(tx, id, about) > 0;
    if (told && !isNew) {
      changed(tx, "host.import", "host", id, name);
    }
    return isNew || told;
  }

  /// Takes a model over; true if that changed anything.
  public boolean modelIn(Tx tx, String host, String name, @Nullable Instant since)
      throws SQLException {
    UsageRecorder recorder = new UsageRecorder(tx, scope, projects, prices);
    long hostId = recorder.host(host);
    boolean isNew = ModelTable.findModel(tx, hostId, name).isEmpty();
    long id = recorder.model(hostId, host, name);
    return ModelTable.tellModel(tx, id, since) > 0 || isNew;
  }

  /// Takes prices over as one snapshot of the book, in place of what the same source said of the same models.
  ///
  /// @param source the system that they are from
  /// @return what became of each, in their order
  public List<Priced> pricesIn(Tx tx, String source, List<ModelPrice> told) throws SQLException {
    return prices.takeOverIn(tx, source, told);
  }

  private void changed(Tx tx, String action, String entity, long id, String name) {
    scope.changed(tx, action, entity, id, null, Json.write(Map.of("name", name)));
  }
}
