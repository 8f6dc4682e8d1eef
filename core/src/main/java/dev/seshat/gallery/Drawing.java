package dev.seshat.gallery;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.StoreUnavailable;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;

/// Draws pictures small, in bounded memory and few at a time: of a large one only every n-th pixel is ever held.
final class Drawing {
  private static final float QUALITY = 0.85f;

  /// So many are drawn at once in this process; who comes later waits.
  private static final Semaphore TURNS = new Semaphore(2, true);

  private Drawing() {}

  /// A picture as it is seen, upright, at most `most` pixels a side and never larger than it is.
  static BufferedImage fitting(Path file, Picture picture, int most) {
    return inTurn(file, picture, most, sampled -> upright(scaled(sampled, picture, most), picture));
  }

  /// A picture as it is seen, upright and on white, stretched to a square: for comparing.
  static BufferedImage square(Path file, Picture picture, int side) {
    return inTurn(file, picture, side, sampled -> onWhite(upright(sampled, picture), side));
  }

  /// Draws a picture tiny and forgets it: whether it can be drawn at all.
  static void requireDrawable(Path file, Picture picture) {
    if (picture.isDrawable()) {
      inTurn(file, picture, 32, sampled -> sampled);
    }
  }

  private static BufferedImage inTurn(
      Path file, Picture picture, int most, Function<BufferedImage, BufferedImage> work) {
    if (!picture.isDrawable()) {
      throw new Invalid(
          Pictures.PATH,
          "of %,d × %,d pixels is too large to be drawn here; open it itself"
              .formatted(picture.width(), picture.height()));
    }
    TURNS.acquireUninterruptibly();
    try {
      return work.apply(sampled(file, picture, most));
    } catch (IOException e) {
      throw Pictures.broken("it cannot be drawn");
    } finally {
      TURNS.release();
    }
  }

  /// At least twice the size that is wanted, if the picture has it, so that scaling has something to go by.
  private static BufferedImage sampled(Path file, Picture picture, int most) throws IOException {
    int step = Math.max(1, Math.max(picture.width(), picture.height()) / (2 * most));
    ImageReader reader = reader(picture.format());
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      ImageReadParam param = reader.getDefaultReadParam();
      param.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, param);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      // the readers answer many kinds of nonsense with many kinds of exceptions
      throw new IOException(e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(PictureFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.mediaType());
    if (!readers.hasNext()) {
      throw new StoreUnavailable("nothing here reads " + format.mediaType());
    }
    return readers.next();
  }

  private static BufferedImage scaled(BufferedImage image, Picture picture, int most) {
    double scale = Math.min(1.0, (double) most / Math.max(picture.width(), picture.height()));
    int width = Math.clamp(Math.round(picture.width() * scale), 1, most);
    int height = Math.clamp(Math.round(picture.height() * scale), 1, most);
    if (image.getWidth() == width && image.getHeight() == height) {
      return image;
    }
    return resized(image, width, height);
  }

  private static BufferedImage resized(BufferedImage image, int width, int height) {
    try {
      return Thumbnails.of(plain(image)).forceSize(width, height).asBufferedImage();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /// In colours that every step here takes.
  private static BufferedImage plain(BufferedImage image) {
    boolean clear = image.getColorModel().hasAlpha();
    int type = clear ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    if (image.getType() == type) {
      return image;
    }
    BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), type);
    Graphics2D graphics = plain.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return plain;
  }

  private static BufferedImage onWhite(BufferedImage image, int side) {
    BufferedImage whole = resized(image, side, side);
    BufferedImage white = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = white.createGraphics();
    graphics.drawImage(whole, 0, 0, Color.WHITE, null);
    graphics.dispose();
    return white;
  }

  /// The way up that EXIF says.
  private static BufferedImage upright(BufferedImage given, Picture picture) {
    BufferedImage image = plain(given);
    if (picture.orientation() == 1) {
      return image;
    }
    int width = image.getWidth();
    int height = image.getHeight();
    AffineTransform turn =
        switch (picture.orientation()) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
          default -> new AffineTransform(0, -1, 1, 0, 0, width);
        };
    boolean swaps = picture.orientation() >= 5;
    BufferedImage turned =
        new BufferedImage(swaps ? height : width, swaps ? width : height, image.getType());
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(image, turn, null);
    graphics.dispose();
    return turned;
  }

  /// A picture as a file: JPEG, or PNG where one sees through it.
  static Thumbnail encoded(BufferedImage image) {
    boolean clear = image.getColorModel().hasAlpha();
    PictureFormat format = clear ? PictureFormat.PNG : PictureFormat.JPEG;
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (!clear) {
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionQuality(QUALITY);
      }
      writer.write(null, new IIOImage(plain(image), null, null), param);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      writer.dispose();
    }
    return new Thumbnail(format.mediaType(), bytes.toByteArray());
  }
}
