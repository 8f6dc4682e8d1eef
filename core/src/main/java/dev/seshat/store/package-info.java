/// Connections, transactions, group commit, dialects and migrations. It knows no feature, and no door knows it.
@NullMarked
package dev.seshat.store;

import org.jspecify.annotations.NullMarked;
