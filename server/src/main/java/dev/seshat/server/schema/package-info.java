/// What requests and answers look like: schemas that are shown to clients and checked by the same objects.
@NullMarked
package dev.seshat.server.schema;

import org.jspecify.annotations.NullMarked;
