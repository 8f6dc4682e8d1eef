package dev.seshat.server.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Conversations that nobody ends.
class HttpSessionsTest {
  private Instant now = Instant.parse("2026-01-31T08:00:00Z");
  private final HttpSessions sessions = new HttpSessions(() -> now);

  private static McpStreamableServerSession session(String id) {
    return new McpStreamableServerSession(
        id,
        ClientCapabilities.builder().build(),
        Implementation.builder("test", "1").build(),
        Duration.ofSeconds(1),
        Map.of(),
        Map.of());
  }

  @Test
  void oneThatIsLeftAloneEndsAfterADay() {
    sessions.add(session("left"), null);
    sessions.add(session("used"), null);
    now = now.plus(Duration.ofHours(23));
    assertThat(sessions.find("used", null)).isNotNull();
    now = now.plus(Duration.ofHours(2));
    sessions.add(session("new"), null);

    assertThat(sessions.find("left", null)).isNull();
    assertThat(sessions.find("used", null)).isNotNull();
  }

  @Test
  void theOneThatIsLeftAloneLongestMakesRoom() {
    for (int i = 0; i < HttpSessions.MOST; i++) {
      now = now.plusMillis(1);
      assertThat(sessions.add(session("s" + i), null)).isTrue();
    }
    now = now.plusMillis(1);
    assertThat(sessions.find("s0", null)).isNotNull();
    now = now.plusMillis(1);
    assertThat(sessions.add(session("one more"), null)).isTrue();

    assertThat(sessions.all()).hasSize(HttpSessions.MOST);
    assertThat(sessions.find("s0", null)).isNotNull();
    assertThat(sessions.find("s1", null)).isNull();
  }

  @Test
  void nobodyFindsAnothersConversation() {
    sessions.add(session("mine"), "ada");
    assertThat(sessions.find("mine", "ada")).isNotNull();
    assertThat(sessions.find("mine", "eve")).isNull();
    assertThat(sessions.find("mine", null)).isNull();
  }
}
