package dev.seshat.bench;

import dev.seshat.analysis.text.Known;
import dev.seshat.analysis.text.TextAnalysis;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToIntFunction;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/// Reading offline what answers are about, beside only tagging their words with the same models.
final class TextBench {
  private static final int ANSWERS = Integer.getInteger("seshat.answers", 400);
  private static final int ROUNDS = 3;
  private static final List<String> SENTENCES =
      List.of(
          "We lived above the bakery on Elm Street until my father found work in Boston.",
          "My brother Tom and I could smell the bread before it was light.",
          "I was not afraid, although nobody told us when she would come back.",
          "The winter of the move was the worst that I remember.",
          "Later I understood how much my aunt Clara had given up for us.",
          "The report has to be there on Monday, or the branch in Leeds calls.",
          "We print it twice because the first copy is always wrong.",
          "That summer was the happiest of my life.");

  private TextBench() {}

  static void run(Report report) throws IOException {
    List<String> answers = answers();
    TokenizerModel words = new TokenizerModel(model("opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin"));
    POSModel tags = new POSModel(model("opennlp-en-ud-ewt-pos-1.3-2.5.4.bin"));
    ToIntFunction<String> reference =
        text -> new POSTaggerME(tags).tag(new TokenizerME(words).tokenize(text)).length;
    ToIntFunction<String> ours =
        text -> TextAnalysis.analyse(text, Known.NOTHING).keyThemes().size();
    double tagged = 0;
    double read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      tagged = Math.max(tagged, perSecond(answers, reference));
      read = Math.max(read, perSecond(answers, ours));
    }
    report.ratio("answers read offline, beside tagging alone", "/s", read, tagged, 0.5);
  }

  private static InputStream model(String name) throws IOException {
    InputStream in = POSModel.class.getClassLoader().getResourceAsStream(name);
    return Objects.requireNonNull(in, name);
  }

  /// Answers of two to eight sentences.
  private static List<String> answers() {
    Random random = new Random(20_26);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < ANSWERS; i++) {
      List<String> sentences = new ArrayList<>();
      for (int n = 2 + random.nextInt(7); n > 0; n--) {
        sentences.add(SENTENCES.get(random.nextInt(SENTENCES.size())));
      }
      answers.add(String.join(" ", sentences));
    }
    return answers;
  }

  private static double perSecond(List<String> answers, ToIntFunction<String> work) {
    long began = System.nanoTime();
    long found = 0;
    for (String each : answers) {
      found += work.applyAsInt(each);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (found == 0) {
      throw new IllegalStateException("nothing was found in any answer");
    }
    return answers.size() / seconds;
  }
}
