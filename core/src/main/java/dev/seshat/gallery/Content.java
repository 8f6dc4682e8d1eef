package dev.seshat.gallery;

import java.nio.file.Path;

/// A picture's bytes as they were added.
///
/// @param file holds them; it never changes, and may be gone once the picture is deleted
public record Content(Image image, Path file, String mediaType, long length, String sha256) {}
