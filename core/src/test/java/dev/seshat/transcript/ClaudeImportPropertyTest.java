package dev.seshat.transcript;

class ClaudeImportPropertyTest extends ImportProperties {
  @Override
  TranscriptClient client() {
    return TranscriptClient.CLAUDE_CODE;
  }

  @Override
  MadeUpFiles madeUp(long seed) {
    return ClaudeWorld.of(seed, 5);
  }
}
