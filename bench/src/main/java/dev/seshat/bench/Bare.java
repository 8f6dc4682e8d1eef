package dev.seshat.bench;

/// A program that does next to nothing: what is left of its time is the JVM's own start.
final class Bare {
  private Bare() {}

  public static void main(String[] args) {
    System.out.println("hello");
  }
}
