package dev.seshat.usage;

import org.jspecify.annotations.Nullable;

/// Who runs models: Anthropic, OpenAI, a machine with Ollama…
public record Host(long id, String name, @Nullable String baseUrl) {}
