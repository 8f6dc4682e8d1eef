package dev.seshat.transcript;

import dev.seshat.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of transcripts within bounds that no file of a client comes near.
final class TranscriptLines {
  private static final int DEEPEST = 500;
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LineReader.LONGEST)
                          .maxDocumentLength(LineReader.LONGEST + 1L)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private TranscriptLines() {}

  /// A line that is no record; the message says why.
  static final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    BadLine(String reason) {
      super(reason);
    }

    static BadLine of(JacksonException e) {
      return new BadLine(
          "is not JSON: " + Texts.shorten(String.valueOf(e.getOriginalMessage()), 120));
    }
  }

  /// The object that a line is.
  ///
  /// @throws BadLine if it is not one JSON object
  static JsonNode object(byte[] bytes, int length) throws BadLine {
    try {
      JsonNode node = MAPPER.readTree(bytes, 0, length);
      if (node == null || !node.isObject()) {
        throw new BadLine("is not a JSON object");
      }
      return node;
    } catch (JacksonException e) {
      throw BadLine.of(e);
    }
  }
}
