package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.store.Scope;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/// Whatever knowledge there is: written as files and read elsewhere, it is the same.
class KnowledgeRoundTripTest {
  @TempDir private Path folder;

  @EveryStore
  void whatIsWrittenAndReadAgainElsewhereIsTheSame(TestStore store) throws Exception {
    long seed = Long.getLong("seshat.seed", 94);
    TestClock clock = new TestClock();
    Seshat seshat = store.seshat(clock);
    new Mess(seshat, new Scope(store.store(TestStore.seeded(clock, 1)), "local"), seed).make();
    KnowledgeWriting writing = seshat.knowledgeFiles().exportTo(folder);
    assertThat(writing.written()).hasSize(3);
    assertThat(writing.kept()).isEmpty();
    try (TestStore other = TestStore.sqlite()) {
      Seshat elsewhere = other.seshat(clock);
      for (String file : List.of("learned-patterns.md", "keyword-effectiveness.md")) {
        KnowledgeImport report = elsewhere.knowledgeFiles().importFile(folder.resolve(file));
        assertThat(report.unread()).as("seed " + seed).isEmpty();
        assertThat(report.changed()).isZero();
      }
      assertThat(rows(elsewhere)).as("seed " + seed).isEqualTo(rows(seshat));
      assertThat(keywordRows(elsewhere)).as("seed " + seed).isEqualTo(keywordRows(seshat));
      assertThat(evidenceRows(elsewhere)).as("seed " + seed).isEqualTo(evidenceRows(seshat));
      // and where they came from, nothing is new
      KnowledgeImport back =
          seshat.knowledgeFiles().importFile(folder.resolve("learned-patterns.md"));
      assertThat(back.unchanged()).as("seed " + seed).isEqualTo(back.entries());
      assertThat(back.evidence()).isZero();
    }
    assertThat(seshat.knowledgeFiles().exportTo(folder).written())
        .as("nothing has changed")
        .isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(3);
    }
  }

  /// All that a file has of the patterns: not when their rows were written, nor how often.
  private static List<Object> rows(Seshat seshat) {
    return KnowledgeFilesTest.all(seshat).stream()
        .<Object>map(each -> {
          var json = each.toJson();
          json.keySet().removeAll(List.of("updated_at", "version"));
          return json;
        })
        .toList();
  }

  private static List<Object> keywordRows(Seshat seshat) {
    return seshat.keywords().list(KeywordFilter.best(500)).items().stream()
        .<Object>map(each -> {
          var json = each.toJson();
          json.keySet().removeAll(List.of("id", "created_at", "updated_at"));
          return json;
        })
        .toList();
  }

  private static List<Object> evidenceRows(Seshat seshat) {
    List<Object> rows = new ArrayList<>();
    for (Pattern pattern : KnowledgeFilesTest.all(seshat)) {
      seshat.patterns().evidence(pattern.id(), null, 500).items().stream()
          .map(each -> {
            var json = each.toJson();
            json.keySet().removeAll(List.of("id", "added_by"));
            return json.toString();
          })
          .sorted()
          .forEach(rows::add);
    }
    return rows;
  }

  /// Texts that look like the files' own structure.
  private record Mess(Seshat seshat, Scope scope, Random random, long seed) {
    private static final List<String> BITS =
        List.of(
            "# head",
            "## color",
            "### id",
            "#### deep",
            "---",
            "----  ",
            "**Notes:** no",
            "**Problem:**",
            "- **Usage:** 1 used, 1 effective",
            "- item",
            "  indented",
            "\\",
            "\\## x",
            "\\\\---",
            "<!-- c -->",
            "| a | b |",
            "```",
            "x\u2028y",
            "\u0085",
            "\u2003wide",
            "plain words",
            "`code`",
            "a: b",
            "",
            "1 × supported",
            "> quote",
            "émigré 日本",
            "**Evidence:** none",
            "**bold** at the start",
            "*",
            "\t tab");

    Mess(Seshat seshat, Scope scope, long seed) {
      this(seshat, scope, new Random(seed), seed);
    }

    private @Nullable String text() {
      if (random.nextInt(4) == 0) {
        return null;
      }
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        text.append(BITS.get(random.nextInt(BITS.size()))).append(i > 0 ? "\n" : "");
      }
      return text.toString().isBlank() ? null : text.toString();
    }

    private String some(String otherwise) {
      String text = text();
      return text == null ? otherwise : text;
    }

    void make() {
      for (int i = 0; i < 40; i++) {
        String id = "p" + i;
        NewPattern pattern =
            NewPattern.of("category " + random.nextInt(3), some("problem"), some("solution"))
                .withId(id)
                .withExamples(text(), text())
                .withNotes(text())
                .withContext(text());
        if (random.nextBoolean()) {
          pattern = pattern.withTags(List.of("anti-pattern", "two words"));
        }
        if (random.nextBoolean()) {
          pattern = pattern.extractedFrom(null, "v 7.1");
        }
        seshat.patterns().add(pattern);
        for (int n = random.nextInt(5); n > 0; n--) {
          NewEvidence evidence =
              NewEvidence.of(
                      EvidenceOutcome.of(
                          List.of("supported", "contradicted", "neutral").get(random.nextInt(3))),
                      Validator.of(List.of("person", "agent", "import").get(random.nextInt(3))))
                  .at(Instant.ofEpochMilli(1_760_000_000_000L + random.nextInt(2)))
                  .withMjVersion(random.nextBoolean() ? null : "v7: draft, 2")
                  .withNotes(text());
          scope.store().write(tx -> seshat.patterns().addEvidenceIn(tx, id, evidence));
        }
        Effectiveness rating =
            random.nextBoolean()
                ? null
                : Effectiveness.of(List.of("excellent", "poor").get(random.nextInt(2)));
        NewKeyword keyword =
            new NewKeyword("keyword " + i, some(""), text(), rating, text(), text(), text(), "7");
        int uses = random.nextInt(9);
        Tally tally = new Tally(uses, uses == 0 ? 0 : random.nextInt(uses));
        scope
            .store()
            .write(tx ->
                seshat
                    .keywords()
                    .importIn(
                        tx,
                        keyword,
                        tally,
                        Instant.ofEpochMilli(1_760_000_000_123L),
                        random.nextBoolean() ? "ann" : "import"));
      }
    }
  }
}
