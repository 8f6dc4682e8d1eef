package dev.seshat.store;

/// The two kinds of databases, where SQL must differ.
public enum Dialect {
  SQLITE,
  POSTGRES;

  public boolean isSqlite() {
    return this == SQLITE;
  }
}
