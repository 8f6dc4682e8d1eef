/// Trees of tasks in sessions: what waits for what, who does it, and how far it has come.
@NullMarked
package dev.seshat.task;

import org.jspecify.annotations.NullMarked;
