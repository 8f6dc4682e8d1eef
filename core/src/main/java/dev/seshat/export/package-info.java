/// A session or a workspace as one ZIP, and the way back from it.
@NullMarked
package dev.seshat.export;

import org.jspecify.annotations.NullMarked;
