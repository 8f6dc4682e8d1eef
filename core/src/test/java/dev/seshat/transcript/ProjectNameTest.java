package dev.seshat.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectNameTest {
  @ParameterizedTest
  @CsvSource({
    "/home/dev/spotter, -home-dev-spotter, spotter",
    "/home/dev/my-app/src, -home-dev-my-app, my-app",
    "/home/u/spotter-worktrees/spotter-dov, -home-dev-spotter, spotter",
    "/home/u/spotter/.claude/worktrees/dov, -home-u-spotter--claude-worktrees-dov, spotter",
    "/home/u/spotter/.worktrees/dov/assets, x, spotter",
    "/elsewhere/thing, some-folder, thing",
    "/elsewhere/thing, -home-dev-spotter, spotter",
  })
  void namesTheProject(String cwd, String folder, String name) {
    assertThat(ProjectName.of(cwd, folder)).isEqualTo(name);
  }

  @Test
  void readsPersonAndSystemOffTheHomeDirectory() {
    assertThat(ProjectName.person("/home/mara/x")).isEqualTo("mara");
    assertThat(ProjectName.person("C:\\Users\\mara\\x")).isEqualTo("mara");
    assertThat(ProjectName.person("/srv/x")).isNull();
    assertThat(ProjectName.system("/Users/mara")).isEqualTo("macos");
    assertThat(ProjectName.of(null, "plain")).isNull();
    assertThat(ProjectName.of(null, "-home-dev-spotter")).isEqualTo("spotter");
  }
}
