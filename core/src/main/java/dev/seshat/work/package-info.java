/// What Seshat does itself as promises: retention, backups, imports, price tables.
@NullMarked
package dev.seshat.work;

import org.jspecify.annotations.NullMarked;
