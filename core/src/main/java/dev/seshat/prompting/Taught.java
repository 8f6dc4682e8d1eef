package dev.seshat.prompting;

import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.Patterns;
import dev.seshat.knowledge.SessionPatterns;

/// Where reflection keeps what it learns.
///
/// @param knowledge what is there already
/// @param files what writes the knowledge files anew
public record Taught(
    Patterns patterns,
    Keywords keywords,
    SessionPatterns applied,
    KnowledgeTakeover knowledge,
    Runnable files) {}
