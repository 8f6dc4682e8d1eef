/// Files of tasks that people edit: read with the places of everything, and edited in place.
@NullMarked
package dev.seshat.markdown;

import org.jspecify.annotations.NullMarked;
