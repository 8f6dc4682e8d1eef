package dev.seshat.gallery;

/// A picture drawn small.
///
/// @param mediaType `image/jpeg`, or `image/png` where one sees through it
/// @param bytes not to be changed
@SuppressWarnings(
    "ArrayRecordComponent") // too many bytes to copy for each reader; equality is not used
public record Thumbnail(String mediaType, byte[] bytes) {}
