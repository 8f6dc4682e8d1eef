/// Takes older systems' databases over, which are made here from their own schemas.
@NullMarked
package dev.seshat.legacy;

import org.jspecify.annotations.NullMarked;
