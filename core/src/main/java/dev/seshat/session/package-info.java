/// Sessions: their life, what happens in them, what comes out, and the brief that hands them on.
@NullMarked
package dev.seshat.session;

import org.jspecify.annotations.NullMarked;
