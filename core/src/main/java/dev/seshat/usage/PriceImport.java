package dev.seshat.usage;

import java.util.List;

/// What an imported price file brought.
///
/// @param format `genai-prices` or `litellm`
/// @param prices lines of the price book that the file makes
/// @param added lines that were not there
/// @param retired lines of an earlier import of the same format that the file no longer has
/// @param unchanged lines that were there already
/// @param skipped what could not be taken over, each with the reason
/// @param priceSnapshot the state of the price book after it
public record PriceImport(
    String format,
    int prices,
    int added,
    int retired,
    int unchanged,
    List<String> skipped,
    long priceSnapshot) {
  public PriceImport {
    skipped = List.copyOf(skipped);
  }
}
