package dev.seshat.gallery;

import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.store.Folder;
import dev.seshat.store.Store;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How like pictures are: each pair is measured once, outside any transaction, and kept.
record Comparisons(Store store, Folder folder) {
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);

  /// How many are measured while somebody waits for something else.
  private static final int AT_ONCE = 8;

  /// The measures of two, in whichever order they are asked for.
  Comparison of(Content a, Content b) {
    String one = a.image().imageId();
    String other = b.image().imageId();
    if (one.compareTo(other) > 0) {
      return of(b, a).turned();
    }
    Optional<Comparison> known = store.read(tx -> ImageTable.comparison(tx, one, other));
    return known.orElseGet(() -> measured(a, b));
  }

  private Comparison measured(Content a, Content b) {
    Map<String, Double> measures = Likeness.of(drawn(a), drawn(b));
    String one = a.image().imageId();
    String other = b.image().imageId();
    return store.write(tx -> {
      if (ImageTable.isThere(tx, one) && ImageTable.isThere(tx, other)) {
        ImageTable.keep(tx, one, other, measures);
      }
      return Comparison.of(one, other, measures, tx.now());
    });
  }

  private static BufferedImage drawn(Content content) {
    try {
      return Drawing.square(content.file(), Pictures.look(content.file()), Likeness.SIDE);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the file of " + content.image().imageId() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// Measures a picture of an iteration against its session's reference, if there is one. What cannot be measured is left
  /// to whoever asks for it.
  void measure(Image image) {
    Optional<Image> reference = store.read(tx -> ImageTable.reference(tx, image.sessionId()));
    reference.ifPresent(other -> quietly(image, other));
  }

  /// Those that are known of pictures beside another, by the pictures' ids, and a few more that are measured now.
  Map<String, Comparison> with(Image reference, List<Image> pictures) {
    String other = reference.imageId();
    Map<String, Comparison> found = new HashMap<>();
    store.read(tx -> {
      ImageTable.comparisonsWith(tx, other, found);
      return 0;
    });
    pictures.stream()
        .filter(each -> each.isKept() && !each.imageId().equals(other))
        .filter(each -> !found.containsKey(each.imageId()))
        .limit(AT_ONCE)
        .forEach(each ->
            quietly(each, reference).ifPresent(measured -> found.put(each.imageId(), measured)));
    return found;
  }

  private Optional<Comparison> quietly(Image image, Image other) {
    try {
      return Optional.of(of(content(image), content(other)));
    } catch (RuntimeException e) {
      // whatever a decoder makes of it: the picture is kept, and shown without
      LOG.debug("{} is not measured: {}", image.imageId(), e.getMessage());
      return Optional.empty();
    }
  }

  private Content content(Image image) {
    return Content.of(image, folder);
  }
}
