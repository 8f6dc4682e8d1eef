package dev.seshat.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.export.ExportProgress;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.knowledge.Evidence;
import dev.seshat.knowledge.Keyword;
import dev.seshat.knowledge.Pattern;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.Reference;
import dev.seshat.prompting.Scores;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;

/// What becomes of prompt sessions' database, table by table and column by column.
class PromptSessionsTest extends PromptDatabaseCase {
  @EveryStore
  void everyTableAndColumnComes(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (PromptCase db = database().world()) {
      db.run("ALTER TABLE sessions ADD COLUMN mood TEXT").run("UPDATE sessions SET mood = 'blue'");
      LegacyReport report = PromptCase.take(seshat, db);
      assertThat(report.tables())
          .allSatisfy(each -> {
            assertThat(each.taken()).as(each.table()).isEqualTo(each.read());
            assertThat(each.read()).as(each.table()).isPositive();
          });
      assertThat(report.files().getFirst().otherColumns())
          .containsEntry("sessions", List.of("mood"));
      assertThat(said(report))
          .anyMatch(what -> what.startsWith("times_tested disagrees"))
          .anyMatch(what -> what.startsWith("times_succeeded disagrees"))
          .anyMatch(what -> what.startsWith("avg disagrees"))
          .noneMatch(what -> what.startsWith("total_iterations"));
    }
    theSession(seshat);
    theIterations(seshat);
    theKnowledge(seshat);
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  private static void theSession(Seshat seshat) {
    Session session = session(seshat, ID);
    assertThat(session.kind()).isEqualTo("prompting");
    assertThat(session.intention()).isEqualTo("A cover in rain");
    assertThat(session.status().word()).isEqualTo("completed");
    assertThat(Objects.requireNonNull(session.outcome()).word()).isEqualTo("success");
    assertThat(session.get(dev.seshat.session.SessionField.FINAL_SUCCESSFUL_PROMPT))
        .isEqualTo("rain, lamp --ar 1:1");
    assertThat(session.createdAt()).isEqualTo(Instant.parse("2026-01-02T10:00:00Z"));
    assertThat(session.endedAt()).isEqualTo(Instant.parse("2026-01-02T12:00:00Z"));
    assertThat(session.metadata().toString()).contains("blue");
    assertThat(session.get(dev.seshat.session.SessionField.ITERATION_COUNT)).isEqualTo(3);
    Reference reference = seshat.iterations().reference(session.id().toString());
    assertThat(reference.profile()).isEqualTo("midjourney-v7");
    assertThat(reference.referenceDescription()).isEqualTo("Wet street");
    assertThat(reference.referenceAnalysis()).contains("tungsten");
    assertThat(reference.referenceImagePaths()).containsExactly("sessions/a1b2c3d4/reference.png");
    assertThat(reference.approachRationale()).isEqualTo("Light first");
    assertThat(reference.reflected()).isFalse();
  }

  private static void theIterations(Seshat seshat) {
    List<Iteration> all =
        seshat.iterations().list(session(seshat, ID).id().toString(), null, 10).items();
    assertThat(all).extracting(Iteration::iterationNumber).containsExactly(1, 2, 3);
    assertThat(all).extracting(Iteration::score).containsExactly(0.5, 0.7, null);
    assertThat(all).extracting(Iteration::bestScore).containsExactly(0.5, 0.8, null);
    assertThat(all)
        .extracting(Iteration::actionType)
        .containsExactly("initial", "vary_subtle", "prompt_edit");
    assertThat(all).extracting(Iteration::success).containsExactly(false, false, true);
    assertThat(all.get(0).whatFailed()).containsExactly("too dark");
    assertThat(all.get(0).parameters()).contains("1:1");
    assertThat(all.get(0).mjVersion()).isEqualTo("7");
    assertThat(all.get(0).createdAt()).isEqualTo(Instant.parse("2026-01-02T10:05:00Z"));
    assertThat(all.get(1).parentImage()).isEqualTo(3);
    assertThat(all.get(1).parameters()).contains("\"s\"", "250");
    Scores scores = Objects.requireNonNull(all.get(1).scores());
    assertThat(scores.images()).hasSize(2);
    assertThat(all.get(2).resultAssessment()).as("kept as it is").contains("lovely");
    assertThat(all.get(2).whatWorked()).containsExactly("lamp");
    assertThat(all.get(2).userFeedback()).isEqualTo("That is it");
  }

  private static void theKnowledge(Seshat seshat) {
    Pattern pattern = seshat.patterns().get("pat-lamp");
    assertThat(pattern.timesTested()).as("its rows count").isEqualTo(3);
    assertThat(pattern.timesSucceeded()).isEqualTo(3);
    assertThat(Objects.requireNonNull(pattern.statedConfidence()).word()).isEqualTo("medium");
    assertThat(pattern.specificity().word()).isEqualTo("specific");
    assertThat(pattern.tags()).containsExactly("night", "rain");
    assertThat(pattern.discoveredAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    List<Evidence> evidence = seshat.patterns().evidence("pat-lamp", null, 10).items();
    assertThat(evidence).hasSize(3);
    assertThat(evidence.stream().filter(each -> each.iterationId() != null))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.validatedBy().word()).isEqualTo("person");
          assertThat(each.notes()).isEqualTo("yes");
          assertThat(each.createdAt()).isEqualTo(Instant.parse("2026-01-02T10:11:00Z"));
          assertThat(each.sessionId()).isEqualTo(session(seshat, ID).id());
        });
    Keyword keyword = seshat.keywords().find("tungsten").getFirst();
    assertThat(keyword.intendedEffect()).isEqualTo("warm light");
    assertThat(keyword.actualEffect()).isEqualTo("amber");
    assertThat(keyword.betterAlternative()).isEqualTo("sodium");
    assertThat(keyword.context()).isEqualTo("night");
    assertThat(keyword.timesUsed()).isEqualTo(5);
    assertThat(keyword.timesEffective()).isEqualTo(4);
    assertThat(Objects.requireNonNull(keyword.effectiveness()).word()).isEqualTo("excellent");
    assertThat(seshat.sessionPatterns().list(session(seshat, ID).id().toString()))
        .singleElement()
        .satisfies(
            each -> assertThat(each.appliedAt()).isEqualTo(Instant.parse("2026-01-02T10:01:00Z")));
  }

  @EveryStore
  void twiceIsOnceAndWhatWasAddedComes(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (PromptCase db = database().world()) {
      PromptCase.take(seshat, db);
      LegacyReport again = PromptCase.take(seshat, db);
      assertThat(again.tables())
          .allSatisfy(
              each -> assertThat(each.alreadyThere()).as(each.table()).isEqualTo(each.read()));
      db.add(
          "iterations",
          "session_id",
          ID,
          "iteration_number",
          4,
          "prompt",
          "once more",
          "created_at",
          "2026-01-04 10:00:00");
      db.add(
          "pattern_evidence",
          "pattern_id",
          "pat-lamp",
          "outcome",
          "contradicted",
          "session_id",
          ID,
          "iteration_id",
          7,
          "created_at",
          "2026-01-04 00:00:00");
      db.run("UPDATE iterations SET user_feedback = 'Still it', success = 0 WHERE id = 9");
      db.run("UPDATE patterns SET notes = 'better', is_active = 0");
      LegacyReport third = PromptCase.take(seshat, db);
      assertThat(third.tables())
          .extracting(t -> t.table() + " " + t.taken() + " " + t.changed())
          .containsExactly(
              "sessions 0 0",
              "iterations 1 1",
              "patterns 0 1",
              "pattern_evidence 1 0",
              "keyword_effectiveness 0 0",
              "session_patterns_applied 0 0");
    }
    assertThat(seshat.patterns().get("pat-lamp").timesTested()).isEqualTo(4);
    assertThat(seshat.patterns().get("pat-lamp").notes()).isEqualTo("better");
    assertThat(seshat.patterns().get("pat-lamp").isActive()).isFalse();
    String id = session(seshat, ID).id().toString();
    assertThat(seshat.iterations().get(id, 3).userFeedback()).isEqualTo("Still it");
    assertThat(seshat.iterations().get(id, 3).success()).isFalse();
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }

  @EveryStore
  void whatWasSaidHereStays(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (PromptCase db = database().world()) {
      PromptCase.take(seshat, db);
      String id = session(seshat, ID).id().toString();
      seshat
          .iterations()
          .change(
              id,
              3,
              dev.seshat.prompting.IterationChange.fromJson(
                  java.util.Map.of("user_feedback", "Mine")),
              null);
      seshat
          .patterns()
          .change(
              "pat-lamp",
              dev.seshat.knowledge.PatternChange.fromJson(java.util.Map.of("notes", "Mine")),
              null);
      db.run("UPDATE iterations SET user_feedback = 'Theirs' WHERE id = 9");
      db.run("UPDATE patterns SET notes = 'Theirs', solution = 'Two lamps'");
      PromptCase.take(seshat, db);
      assertThat(seshat.iterations().get(id, 3).userFeedback()).isEqualTo("Mine");
      assertThat(seshat.patterns().get("pat-lamp").notes()).isEqualTo("Mine");
      assertThat(seshat.patterns().get("pat-lamp").solution()).isEqualTo("Two lamps");
    }
  }

  @EveryStore
  void whatWasTakenOverTeachesOnce(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    try (PromptCase db = database().world()) {
      PromptCase.take(seshat, db);
      String id = session(seshat, ID).id().toString();
      var result = seshat.reflection().reflect(id);
      assertThat(result.isNews()).isTrue();
      assertThat(result.applied()).containsEntry("pat-lamp", true);
      assertThat(seshat.patterns().get("pat-lamp").timesTested())
          .as("what the import told of this session is not told again")
          .isEqualTo(3);
      PromptCase.take(seshat, db);
      assertThat(seshat.reflection().reflect(id).isNews()).isFalse();
    }
  }

  private void picture(String name, int width) throws Exception {
    Path file = folder.resolve("pictures").resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ImageIO.write(new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
  }

  @EveryStore
  void thePicturesBelowItsFolderCome(TestStore test) throws Exception {
    Seshat seshat = test.seshat(new TestClock());
    picture("sessions/a1b2c3d4/reference.png", 7);
    picture("sessions/a1b2c3d4/iter-01/img-1.png", 8);
    picture("sessions/a1b2c3d4/iter-02/img-4.png", 9);
    picture("sessions/a1b2c3d4/iter-09/img-1.png", 10);
    picture("sessions/ffffffff/iter-01/img-1.png", 11);
    Files.writeString(folder.resolve("pictures/sessions/a1b2c3d4/iter-01/img-2.png"), "none");
    Files.writeString(folder.resolve("pictures/sessions/a1b2c3d4/notes.txt"), "none");
    Path secret = folder.resolve("secret.png");
    ImageIO.write(new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB), "png", secret.toFile());
    Files.createSymbolicLink(
        folder.resolve("pictures/sessions/a1b2c3d4/iter-01/img-3.png"), secret);
    LegacyOptions options = LegacyOptions.standard().withFiles(folder.resolve("pictures"));
    try (PromptCase db = database().world()) {
      List<Path> file = List.of(db.file());
      LegacyReport report =
          seshat.legacy().importPromptSessions(file, options, ExportProgress.none());
      LegacyReport.TableCount files = report.tables().getLast();
      assertThat(files.table()).isEqualTo("files");
      assertThat(files.taken()).isEqualTo(3);
      assertThat(files.skipped()).as("%s", report.remarks()).isEqualTo(4);
      String id = session(seshat, ID).id().toString();
      List<Image> images = seshat.images().list(ImageFilter.newest(100)).items();
      assertThat(images)
          .hasSize(3)
          .allSatisfy(each -> assertThat(each.sessionId()).hasToString(id));
      Image reference = images.stream().filter(Image::isReference).findFirst().orElseThrow();
      assertThat(reference.width()).isEqualTo(7);
      assertThat(seshat.iterations().reference(id).referenceImagePaths())
          .as("where it is now")
          .containsExactly(reference.imageUrl());
      assertThat(images).anyMatch(each -> Integer.valueOf(4).equals(each.position()));
      LegacyReport again =
          seshat.legacy().importPromptSessions(file, options, ExportProgress.none());
      assertThat(again.tables().getLast().alreadyThere()).isEqualTo(3);
      assertThat(seshat.images().list(ImageFilter.newest(100)).items()).hasSize(3);
    }
    assertThat(seshat.doctor().examine().problems()).isEmpty();
  }
}
