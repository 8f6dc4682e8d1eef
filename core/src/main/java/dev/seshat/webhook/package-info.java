/// Who is told of changes over HTTP.
@NullMarked
package dev.seshat.webhook;

import org.jspecify.annotations.NullMarked;
