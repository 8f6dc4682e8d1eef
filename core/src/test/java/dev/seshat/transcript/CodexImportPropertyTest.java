package dev.seshat.transcript;

class CodexImportPropertyTest extends ImportProperties {
  @Override
  TranscriptClient client() {
    return TranscriptClient.CODEX;
  }

  @Override
  MadeUpFiles madeUp(long seed) {
    return CodexWorld.of(seed, 6);
  }
}
