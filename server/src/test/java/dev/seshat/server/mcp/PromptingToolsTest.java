package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.server.fuzz.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What an agent that works towards pictures does with its tools.
class PromptingToolsTest extends ToolTest {
  private static String picture(long seed) {
    return Base64.getEncoder().encodeToString(Pictures.png(seed));
  }

  @SuppressWarnings("unchecked")
  private static String image(Map<String, @Nullable Object> answer) {
    List<Map<String, Object>> images =
        (List<Map<String, Object>>) (List<?>) List.of(answer.get("images")).getFirst();
    return String.valueOf(images.getFirst().get("image_id"));
  }

  @Test
  void anImageIsKeptOnceLookedAtAndCompared() {
    String id = start();
    done("iteration_log", Map.of("session", id, "prompt", "a heron"));
    image(
        done(
            "image",
            Map.of("action", "add", "session", id, "base64", picture(1), "reference", true)));
    Map<String, Object> add =
        Map.of(
            "action",
            "add",
            "session",
            id,
            "base64",
            picture(1),
            "iteration",
            1,
            "position",
            1,
            "idempotency_key",
            "p-1");
    Map<String, @Nullable Object> made = done("image", add);
    assertThat(done("image", add)).isEqualTo(made);
    assertThat(toolbox.call("image", AGENT, add).repeated()).isTrue();
    Toolbox.Outcome seen =
        toolbox.call(
            "image",
            AGENT,
            Map.of("action", "look", "image", image(made), "idempotency_key", "l-1"));
    assertThat(seen.picture()).isNotNull();
    assertThat(toolbox.call("image", AGENT, Map.of("action", "compare", "session", id)).text())
        .contains("ssim 1.000", "colours 0.000");
    assertThat(
            String.valueOf(
                done("image", Map.of("action", "list", "session", id, "reference", true))))
        .contains("is_reference=true")
        .doesNotContain(image(made));
    assertThat(refused("image", "conflict", with(add, "idempotency_key", "p-2")))
        .contains("there already");
    assertThat(seshat.images().check().stray()).isEmpty();
  }

  @Test
  void aPictureIsLookedThroughWhileSomebodyElseWrites() {
    String id = start();
    String known =
        image(done("image", Map.of("action", "add", "session", id, "base64", picture(1))));
    String none = Base64.getEncoder().encodeToString("<svg/>".getBytes(StandardCharsets.UTF_8));
    seshat.together(within -> {
      CompletableFuture<Toolbox.Outcome> bad =
          CompletableFuture.supplyAsync(() ->
              toolbox.call("image", AGENT, Map.of("action", "add", "session", id, "base64", none)));
      CompletableFuture<Toolbox.Outcome> look =
          CompletableFuture.supplyAsync(
              () -> toolbox.call("image", AGENT, Map.of("action", "look", "image", known)));
      assertThat(bad.orTimeout(60, TimeUnit.SECONDS).join().error()).isEqualTo("invalid");
      assertThat(look.orTimeout(60, TimeUnit.SECONDS).join().picture()).isNotNull();
      return within.sessions().get(id).id();
    });
  }

  @Test
  void reflectingIsPromisedOnceTheSessionHasEnded() {
    String id = start();
    done("iteration_log", Map.of("session", id, "prompt", "a heron"));
    Map<String, Object> reflect = Map.of("action", "reflect", "session", id);
    assertThat(refused("knowledge", "conflict", reflect)).contains("when it has ended");
    done("session_update", Map.of("session", id, "action", "complete"));
    Map<String, @Nullable Object> made = done("knowledge", reflect);
    assertThat(String.valueOf(made.get("promise"))).contains("kind=session.reflect", id);
    assertThat(done("knowledge", reflect)).isEqualTo(made);
    assertThat(seshat.promises().list(PromiseFilter.all()).items()).hasSize(1);
    assertThat(refused("knowledge", "invalid", Map.of("action", "reflect"))).contains("session");
  }

  @Test
  void theQueriesOfTheDesignRunAsTheyStand() {
    seshat.patterns().add(NewPattern.of("lighting", "Flat night", "One warm lamp"));
    seshat.patterns().add(NewPattern.of("camera", "Too close", "Step back"));
    seshat.keywords().rate(NewKeyword.of("warm lamp", "Warm light", Effectiveness.GOOD));
    assertThat(
            String.valueOf(
                done(
                    "query",
                    Map.of(
                        "sql",
                        "SELECT * FROM patterns WHERE is_active = 1 AND category IN ('lighting', 'color')"
                            + " ORDER BY confidence DESC, success_rate DESC"))))
        .contains("One warm lamp")
        .doesNotContain("Step back");
    assertThat(
            String.valueOf(
                done(
                    "query",
                    Map.of(
                        "sql",
                        "SELECT * FROM keyword_effectiveness WHERE intended_effect LIKE '%light%' ORDER BY effectiveness"))))
        .contains("warm lamp");
  }
}
