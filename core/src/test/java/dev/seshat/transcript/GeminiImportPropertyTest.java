package dev.seshat.transcript;

class GeminiImportPropertyTest extends ImportProperties {
  @Override
  TranscriptClient client() {
    return TranscriptClient.GEMINI;
  }

  @Override
  MadeUpFiles madeUp(long seed) {
    return GeminiWorld.of(seed, 6);
  }
}
