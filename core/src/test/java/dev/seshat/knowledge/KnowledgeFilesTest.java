package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Knowledge as files, in and out.
class KnowledgeFilesTest {
  private static final String LEARNED =
      """
      # Learned Patterns

      **Last Updated:** February 9, 2026
      **Total Active Patterns:** 5

      ## Summary

      | Category | Count | High | Medium | Low |
      |----------|-------|------|--------|-----|
      | color | 2 | 1 | 1 | 0 |

      ---

      ## color

      ### anchor
      **Confidence:** `HIGH` | **Success Rate:** 83% (6 tests)

      **Problem:** Blue drifts, e.g. "blue" becoming teal

      **Solution:** Use 'cobalt blue' — it stays: `--no teal`

      **Notes:** Session 7345a6e1. | Auto-graduated low->medium

      ---

      ### thin
      **Confidence:** `MEDIUM` | **Success Rate:** 67% (4 tests)

      **Problem:** Thin evidence

      **Solution:** Test it

      ---

      ## failure-mode

      ### swatch
      **Confidence:** `LOW` | **Success Rate:** 0% (2 tests) | **ANTI-PATTERN**

      **Problem:** "Wash" makes swatches

      **Solution:** Avoid it

      **Context:** CONDITIONAL: in gradients

      ---

      ### bootstrap
      **Confidence:** `MEDIUM` | **Success Rate:** 0% (0 tests)

      **Problem:** Nobody has looked

      **Solution:** Look
      """;

  private static final String KEYWORDS =
      """
      # Keyword Effectiveness

      **Last updated:** February 8, 2026
      **Total keywords:** 2

      ## Excellent (1 keywords)

      Highly reliable.

      ### --sref 1568402756
      - **Intended effect:** White studio — clean
      - **Actual effect:** Very clean
      - **Usage:** 5 used, 4 effective
      - **Context:** style-code
      - **Notes:** Best for: bright shots. Suggested --sw 100-150.

      ---

      ## Counterproductive (1 keywords)

      ### wash
      - **Intended effect:** Smooth color
      - **Actual effect:** Watercolor
      - **Usage:** 1 used, 0 effective
      - **Context:** gradients
      - **Notes:** Session 7345a6e1 iter 5.
      """;

  @TempDir private Path folder;

  @EveryStore
  void aFileOfPatternsIsTakenWholeAndOnce(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    KnowledgeImport report = seshat.knowledgeFiles().importText("learned-patterns.md", LEARNED);
    assertThat(report.entries()).isEqualTo(4);
    assertThat(report.added()).isEqualTo(4);
    assertThat(report.evidence()).isEqualTo(12);
    assertThat(report.unread()).isEmpty();
    assertThat(report.unproven())
        .extracting(KnowledgeImport.Unproven::id)
        .containsExactly("thin", "bootstrap");
    assertThat(report.rounded()).containsExactly(new KnowledgeImport.Rounded("thin", 67, 4, 3));

    Pattern anchor = seshat.patterns().get("anchor");
    assertThat(anchor.problem()).isEqualTo("Blue drifts, e.g. \"blue\" becoming teal");
    assertThat(anchor.solution()).isEqualTo("Use 'cobalt blue' — it stays: `--no teal`");
    assertThat(anchor.notes()).isEqualTo("Session 7345a6e1. | Auto-graduated low->medium");
    assertThat(anchor.all()).isEqualTo(new Tally(6, 5));
    assertThat(anchor.byImport()).isEqualTo(anchor.all());
    assertThat(anchor.confidence()).isEqualTo(Confidence.HIGH);
    assertThat(anchor.statedConfidence()).isEqualTo(Confidence.HIGH);
    assertThat(anchor.lastValidatedAt())
        .as("the day that the file is of")
        .isEqualTo(Instant.parse("2026-02-09T00:00:00Z"));
    Pattern swatch = seshat.patterns().get("swatch");
    assertThat(swatch.tags()).containsExactly("anti-pattern");
    assertThat(swatch.context()).isEqualTo("CONDITIONAL: in gradients");
    assertThat(swatch.health()).isEqualTo(Health.ANTI_PATTERN);

    List<Pattern> before = all(seshat);
    KnowledgeImport again = seshat.knowledgeFiles().importText("learned-patterns.md", LEARNED);
    assertThat(again.unchanged()).isEqualTo(4);
    assertThat(again.evidence()).isZero();
    assertThat(again.unproven()).isEqualTo(report.unproven());
    assertThat(all(seshat)).isEqualTo(before);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void evidenceThatCameSinceIsNotTakenForMissing(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    seshat.knowledgeFiles().importText("f", LEARNED);
    seshat.patterns().validate("anchor", EvidenceOutcome.SUPPORTED, Validator.PERSON, null);
    seshat.knowledgeFiles().importText("f", LEARNED);
    assertThat(seshat.patterns().get("anchor").all()).isEqualTo(new Tally(7, 6));
    KnowledgeImport more =
        seshat.knowledgeFiles().importText("f", LEARNED.replace("83% (6 tests)", "90% (10 tests)"));
    assertThat(more.evidence()).as("9 of 10, where 6 of 7 are").isEqualTo(3);
    assertThat(seshat.patterns().get("anchor").all()).isEqualTo(new Tally(10, 9));
  }

  @EveryStore
  void aFileOfKeywordsIsTakenWholeAndOnce(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    KnowledgeImport report = seshat.knowledgeFiles().importText("k", KEYWORDS);
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.unread()).isEmpty();
    Keyword sref = seshat.keywords().find("--sref 1568402756").getFirst();
    assertThat(sref.intendedEffect()).isEqualTo("White studio — clean");
    assertThat(sref.actualEffect()).isEqualTo("Very clean");
    assertThat(sref.uses()).isEqualTo(new Tally(5, 4));
    assertThat(sref.context()).isEqualTo("style-code");
    assertThat(sref.notes()).isEqualTo("Best for: bright shots. Suggested --sw 100-150.");
    assertThat(sref.effectiveness()).isEqualTo(Effectiveness.EXCELLENT);
    assertThat(sref.ratedBy()).isEqualTo("import");
    assertThat(seshat.knowledgeFiles().importText("k", KEYWORDS).unchanged()).isEqualTo(2);
    assertThat(seshat.keywords().find("--sref 1568402756")).containsExactly(sref);
  }

  static List<Pattern> all(Seshat seshat) {
    return seshat.patterns().list(PatternFilter.best(500)).items();
  }

  @EveryStore
  void evidenceKeepsTheSessionThatIsHere(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    Session session = seshat.sessions().start(NewSession.of("Neon street"));
    String file =
        """
        # Learned Patterns

        ## color

        ### anchor
        **Problem:** Blue drifts

        **Solution:** Cobalt

        **Evidence:**

        - supported, agent, 2026-01-10T10:00:00.000Z, session %s: seen
        - 2 × contradicted, person, 2026-01-10T10:00:00.000Z, session 00000000-0000-4000-8000-000000000001
        """
            .formatted(session.id());
    KnowledgeImport report = seshat.knowledgeFiles().importText("f", file);
    assertThat(report.unread()).isEmpty();
    assertThat(report.detached()).isEqualTo(2);
    assertThat(report.unproven()).isEmpty();
    List<Evidence> evidence = seshat.patterns().evidence("anchor", null, 9).items();
    assertThat(evidence).hasSize(3);
    assertThat(evidence.getLast().sessionId()).isEqualTo(session.id());
    assertThat(evidence.getLast().notes()).isEqualTo("seen");
    assertThat(seshat.knowledgeFiles().importText("f", file).evidence()).isZero();
  }

  @EveryStore
  void whatCannotBeReadIsSaidByLine(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    String file =
        """
        # Learned Patterns

        ## color

        ### endless
        **Confidence:** `LOW` | **Success Rate:** 100% (999999999 tests)

        **Problem:** p

        **Solution:** s

        ### half
        **Problem:** p

        ### odd
        stray words

        **Problem:** p

        **Solution:** s

        **Colour:** blue
        """;
    KnowledgeImport report = seshat.knowledgeFiles().importText("f", file);
    assertThat(report.entries()).isEqualTo(1);
    assertThat(report.unread()).hasSize(4);
    assertThat(report.unread().get(5)).contains("endless", "10000");
    assertThat(report.unread().get(12)).contains("half", "Solution");
    assertThat(report.unread().get(16)).isEqualTo("stray words");
    assertThat(report.unread().get(15)).contains("Colour");
    assertThatThrownBy(() -> seshat.knowledgeFiles().importText("f", "# Shopping list"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("Learned Patterns");
    assertThatThrownBy(() -> seshat.knowledgeFiles().importFile(folder.resolve("none.md")))
        .isInstanceOf(NotFound.class);
  }

  @EveryStore
  void nothingIsTakenOfAFileThatIsNoText(TestStore store) throws IOException {
    Seshat seshat = store.seshat(new TestClock());
    Path file = folder.resolve("f.md");
    Files.write(file, new byte[] {'#', ' ', (byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> seshat.knowledgeFiles().importFile(file)).isInstanceOf(Invalid.class);
    assertThat(all(seshat)).isEmpty();
  }

  @EveryStore
  void aPersonsEditsAreKeptBeside(TestStore store) throws IOException {
    Seshat seshat = store.seshat(new TestClock());
    seshat.knowledgeFiles().importText("f", LEARNED);
    assertThat(seshat.knowledgeFiles().exportTo(folder).kept()).isEmpty();
    Path learned = folder.resolve("learned-patterns.md");
    String edited = Files.readString(learned).replace("Use 'cobalt blue'", "Use 'Prussian blue'");
    Files.writeString(learned, edited);
    seshat.patterns().validate("anchor", EvidenceOutcome.SUPPORTED, Validator.PERSON, null);
    KnowledgeWriting writing = seshat.knowledgeFiles().exportTo(folder);
    assertThat(writing.kept()).containsExactly("learned-patterns.orig-20260115T100000Z.md");
    assertThat(Files.readString(folder.resolve(writing.kept().getFirst()))).isEqualTo(edited);
    assertThat(Files.readString(learned)).contains("cobalt").doesNotContain("Prussian");
    // what was edited can be taken over
    seshat.knowledgeFiles().importFile(folder.resolve(writing.kept().getFirst()));
    assertThat(seshat.patterns().get("anchor").solution()).startsWith("Use 'Prussian blue'");
    assertThat(seshat.patterns().get("anchor").timesTested()).isEqualTo(7);
    assertThat(seshat.knowledgeFiles().exportTo(folder).kept()).isEmpty();
    assertThat(Files.readString(learned)).contains("Prussian");
  }

  @EveryStore
  void onlyTheSectionOfFailureModesIsWritten(TestStore store) throws IOException {
    Seshat seshat = store.seshat(new TestClock());
    seshat.knowledgeFiles().importText("f", LEARNED);
    byte[] head =
        "# Failure Modes\r\n\r\nOwn w\u00f6rds \r\n```\r\n## Session-Learned Failure Modes\r\n```\r\n\r\n---\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] own =
        "## Session-Learned Failure Modes\r\n\r\n#### Old\r\n\r\n---\r\n\r\n#### Older\r\n\r\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail =
        "---\r\n\r\n## Patterns to validate\r\n\r\nno line end".getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("failure-modes.md");
    Files.write(file, joined(head, own, tail));
    KnowledgeWriting writing = seshat.knowledgeFiles().exportTo(folder);
    assertThat(writing.kept()).containsExactly("failure-modes.orig-20260115T100000Z.md");
    byte[] now = Files.readAllBytes(file);
    assertThat(new String(now, StandardCharsets.ISO_8859_1))
        .startsWith(new String(head, StandardCharsets.ISO_8859_1))
        .endsWith(new String(tail, StandardCharsets.ISO_8859_1))
        .contains("**Pattern ID:** `swatch`")
        .doesNotContain("Older")
        .doesNotContainPattern("[^\r]\n");
    assertThat(seshat.knowledgeFiles().exportTo(folder).written()).isEmpty();
    // a change outside of the section is no change of the section
    Files.write(file, joined("Mine.\r\n".getBytes(StandardCharsets.UTF_8), now));
    seshat.patterns().forget("swatch", "gone");
    assertThat(seshat.knowledgeFiles().exportTo(folder).kept()).isEmpty();
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .startsWith("Mine.\r\n" + new String(head, StandardCharsets.ISO_8859_1))
        .endsWith(new String(tail, StandardCharsets.ISO_8859_1))
        .doesNotContain("swatch");
  }

  private static byte[] joined(byte[]... parts) {
    var out = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void theFileBelongsToThePersonWhereItHasNoSection() {
    byte[] file = "My own notes".getBytes(StandardCharsets.UTF_8);
    String now = new String(FailureModes.rewritten(file, List.of()), StandardCharsets.UTF_8);
    assertThat(now)
        .startsWith("My own notes\n\n## Session-Learned Failure Modes\n")
        .contains("None yet.");
  }

  @EveryStore
  void thePersonsFilesAreReadAndNeverWritten(TestStore store) throws IOException {
    Seshat seshat = store.seshat(new TestClock());
    Path own = seshat.folder().resolve("knowledge");
    Files.createDirectories(own.resolve("prompt-templates"));
    Files.writeString(own.resolve("prompt-templates/portrait.md"), "# Portrait\n\nSoft light.\n");
    Files.writeString(own.resolve("v7-parameters.md"), "# Parameters\n");
    KnowledgeWriting writing = seshat.knowledgeFiles().write();
    assertThat(writing.written())
        .containsExactly("learned-patterns.md", "keyword-effectiveness.md", "failure-modes.md");
    assertThat(seshat.knowledgeFiles().names())
        .containsExactly(
            "failure-modes",
            "keyword-effectiveness",
            "learned-patterns",
            "prompt-templates/portrait",
            "v7-parameters");
    assertThat(seshat.knowledgeFiles().read("prompt-templates/portrait"))
        .isEqualTo("# Portrait\n\nSoft light.\n");
    assertThat(seshat.knowledgeFiles().read("failure-modes.md")).contains("None yet.");
    for (String bad : List.of("../secret", "none", "/etc/passwd", "a\u0000b", "..")) {
      assertThatThrownBy(() -> seshat.knowledgeFiles().read(bad)).isInstanceOf(NotFound.class);
    }
  }
}
