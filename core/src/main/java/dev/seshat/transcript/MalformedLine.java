package dev.seshat.transcript;

/// A line that an import could not use.
///
/// @param line its number from 1; 0 for the file as a whole
public record MalformedLine(String file, long line, String reason) {}
