package dev.seshat.cli;

import dev.seshat.usage.NewPrice;
import dev.seshat.usage.Price;
import dev.seshat.usage.PriceImport;
import dev.seshat.usage.PriceSnapshot;
import dev.seshat.usage.Rates;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `prices`: what tokens cost.
@Command(
    name = "prices",
    description = "What a million tokens cost, by model",
    addMethodSubcommands = false)
final class PricesCommand {
  private final SeshatCommand root;

  PricesCommand(SeshatCommand root) {
    this.root = root;
  }

  @Command(
      name = "list",
      description =
          "List the prices in force: your own first, then imported ones, then those built in")
  int list(
      @Parameters(
              paramLabel = "TEXT",
              arity = "0..1",
              description = "Only models with this in the name")
          @Nullable String text) {
    String wanted = text == null ? "" : text.toLowerCase(Locale.ROOT);
    List<Price> prices =
        root.seshat().usage().prices().list().stream()
            .filter(price ->
                (price.provider() + " " + price.model() + " " + price.patterns())
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted))
            .toList();
    if (root.printedAsJson(Map.of("prices", prices))) {
      return Cli.OK;
    }
    Table table =
        new Table()
            .number("ID")
            .column("FROM")
            .column("HOST")
            .flexible("MODEL")
            .column("WHEN")
            .money("INPUT")
            .money("OUTPUT")
            .money("CACHE READ")
            .money("WRITE 5M")
            .money("WRITE 1H");
    for (Price price : prices) {
      Rates rates = price.rates();
      table.row(
          price.id(),
          price.origin().word().replace('_', ' '),
          price.provider(),
          price.model(),
          condition(price),
          rates.input(),
          rates.output(),
          rates.cacheRead(),
          rates.cacheWrite5m(),
          rates.cacheWrite1h());
    }
    SessionView.printTable(root, table, null);
    return Cli.OK;
  }

  private String condition(Price price) {
    String since = price.validFrom() == null ? "" : "since " + root.shown(price.validFrom()) + " ";
    String above =
        price.aboveInputTokens() == 0
            ? ""
            : "over " + Numbers.grouped(price.aboveInputTokens()) + " tokens ";
    return (since + above + (price.batch() ? "batch" : "")).strip();
  }

  @Command(name = "import", description = "Import a price file: genai-prices' or LiteLLM's")
  int importFile(
      @Parameters(paramLabel = "FILE", description = "As either project publishes it") String file)
      throws IOException {
    Files.open("file", file).close();
    PriceImport done = root.seshat().usage().prices().importFile(Numbers.path("file", file));
    if (!root.printedAsJson(done)) {
      root.say(
          "%s: %s prices; %s added, %s retired, %s unchanged, %s skipped"
              .formatted(
                  done.format(),
                  Numbers.grouped(done.prices()),
                  Numbers.grouped(done.added()),
                  Numbers.grouped(done.retired()),
                  Numbers.grouped(done.unchanged()),
                  Numbers.grouped(done.skipped().size())));
    }
    return Cli.OK;
  }

  @Command(
      name = "override",
      description = "Set a price of your own, in US dollars per million tokens")
  int override(
      @Parameters(index = "0", paramLabel = "HOST", description = "Anthropic, OpenAI…") String host,
      @Parameters(
              index = "1",
              paramLabel = "MODEL",
              description = "A name or pattern: * any text, # one digit")
          String model,
      @Option(names = "--input", paramLabel = "USD", description = "Of what is sent")
          @Nullable BigDecimal input,
      @Option(names = "--output", paramLabel = "USD", description = "Of what comes back")
          @Nullable BigDecimal output,
      @Option(
              names = "--cache-read",
              paramLabel = "USD",
              description = "Of what is read from the cache")
          @Nullable BigDecimal cacheRead,
      @Option(
              names = "--cache-write-5m",
              paramLabel = "USD",
              description = "Of what is kept for five minutes")
          @Nullable BigDecimal write5m,
      @Option(
              names = "--cache-write-1h",
              paramLabel = "USD",
              description = "Of what is kept for an hour")
          @Nullable BigDecimal write1h,
      @Option(
              names = "--from",
              paramLabel = "DAY|TIME",
              description = "In force since this day (UTC) or time")
          @Nullable String from,
      @Option(names = "--batch", description = "For batch requests") boolean batch,
      @Option(
              names = "--above",
              paramLabel = "TOKENS",
              description = "For requests with a longer prompt",
              defaultValue = "0")
          long above,
      @Option(names = "--note", paramLabel = "TEXT", description = "Why") @Nullable String note) {
    Rates rates = new Rates(input, output, cacheRead, write5m, write1h);
    NewPrice price =
        new NewPrice(host, model, When.from(from, ZoneId.of("UTC")), batch, above, rates, note);
    Price made = root.seshat().usage().prices().override(price);
    if (!root.printedAsJson(made)) {
      root.say(
          "price "
              + made.id()
              + " of "
              + made.model()
              + "; 'seshat prices reprice' shows what it changes");
    }
    return Cli.OK;
  }

  @Command(name = "remove", description = "Take back a price of your own")
  int remove(@Parameters(paramLabel = "ID", description = "As in 'prices list'") long id) {
    root.seshat().usage().prices().removeOverride(id);
    if (!root.printedAsJson(Map.of("removed", id))) {
      root.say("removed");
    }
    return Cli.OK;
  }

  @Command(name = "history", description = "List the states that the prices have been in")
  int history() {
    List<PriceSnapshot> snapshots = root.seshat().usage().prices().snapshots();
    if (!root.printedAsJson(Map.of("snapshots", snapshots))) {
      Table table =
          new Table().number("ID").column("TIME").column("BY").flexible("REASON").column("TABLE");
      snapshots.forEach(each ->
          table.row(
              each.id(),
              root.shown(each.createdAt()),
              each.createdBy(),
              each.reason(),
              each.tableVersion()));
      SessionView.printTable(root, table, null);
    }
    return Cli.OK;
  }

  @Command(
      name = "reprice",
      description =
          "Compute costs again with the prices of now; without --apply only says what would change")
  int reprice(@Option(names = "--apply", description = "Write it") boolean apply) {
    return UsageCommand.reprice(root, apply);
  }
}
