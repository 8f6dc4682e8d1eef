package dev.seshat.search;

/// A word in a snippet that the question asked for: the characters from `start` to `end` (exclusive).
public record Mark(int start, int end) {}
