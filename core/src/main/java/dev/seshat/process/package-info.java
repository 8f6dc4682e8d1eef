/// Processes: the nodes that interviews lead through, their prompts, and how far somebody has come.
@NullMarked
package dev.seshat.process;

import org.jspecify.annotations.NullMarked;
