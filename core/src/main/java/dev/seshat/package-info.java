/// The front door of Seshat, the system of record for AI agents' sessions.
@NullMarked
package dev.seshat;

import org.jspecify.annotations.NullMarked;
