package dev.seshat.link;

/// A link, and whether adding it made it: the same address is kept and read once.
public record AddedLink(Link link, boolean isNew) {}
