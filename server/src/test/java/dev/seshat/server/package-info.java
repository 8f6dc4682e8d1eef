/// The doors, tried as a client tries them: over a real connection.
@NullMarked
package dev.seshat.server;

import org.jspecify.annotations.NullMarked;
