package dev.seshat.legacy;

import dev.seshat.gallery.ImageTakeover;
import dev.seshat.knowledge.Keywords;
import dev.seshat.knowledge.KnowledgeTakeover;
import dev.seshat.knowledge.Patterns;
import dev.seshat.mode.ModeTakeover;
import dev.seshat.prompting.IterationTakeover;
import dev.seshat.session.Interactions;
import dev.seshat.session.Sessions;

/// Where the rows of older systems go.
public record Homes(
    Sessions sessions,
    Interactions interactions,
    IterationTakeover iterations,
    Patterns patterns,
    KnowledgeTakeover knowledge,
    Keywords keywords,
    ImageTakeover images,
    ModeTakeover modes) {}
