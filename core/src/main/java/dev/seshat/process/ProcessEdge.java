package dev.seshat.process;

/// A way from a node to another; the first whose condition holds is taken.
///
/// @param to the key of the node where it leads
public record ProcessEdge(String to, Condition condition) {}
