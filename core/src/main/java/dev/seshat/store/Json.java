package dev.seshat.store;

/// A JSON text on its way into a JSON column (PostgreSQL wants its type named).
public record Json(String text) {}
