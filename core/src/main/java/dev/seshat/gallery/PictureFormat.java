package dev.seshat.gallery;

/// The formats that pictures are kept in.
enum PictureFormat {
  PNG("image/png", "png"),
  JPEG("image/jpeg", "jpg"),
  WEBP("image/webp", "webp"),
  GIF("image/gif", "gif");

  private final String mediaType;
  private final String extension;

  PictureFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  String mediaType() {
    return mediaType;
  }

  /// Of a file's name.
  String extension() {
    return extension;
  }

  /// The format of a media type that a row names.
  static PictureFormat of(String mediaType) {
    for (PictureFormat each : values()) {
      if (each.mediaType.equals(mediaType)) {
        return each;
      }
    }
    throw new IllegalArgumentException(mediaType);
  }
}
