package dev.seshat.analysis.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/// The models of English that come with OpenNLP, read when the first text is. They are shared by all threads; what works with
/// them is not, and is made for each text.
final class EnglishModels {
  private static final SentenceModel SENTENCES;
  private static final TokenizerModel TOKENS;
  private static final POSModel TAGS;

  static {
    try {
      try (InputStream in = resource("opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin")) {
        SENTENCES = new SentenceModel(in);
      }
      try (InputStream in = resource("opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin")) {
        TOKENS = new TokenizerModel(in);
      }
      try (InputStream in = resource("opennlp-en-ud-ewt-pos-1.3-2.5.4.bin")) {
        TAGS = new POSModel(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EnglishModels() {}

  private static InputStream resource(String name) throws IOException {
    InputStream in = POSModel.class.getClassLoader().getResourceAsStream(name);
    if (in == null) {
      throw new IOException("the model " + name + " is not on the class path");
    }
    return in;
  }

  static SentenceDetectorME sentences() {
    return new SentenceDetectorME(SENTENCES);
  }

  static TokenizerME tokens() {
    return new TokenizerME(TOKENS);
  }

  static POSTaggerME tags() {
    return new POSTaggerME(TAGS);
  }
}
