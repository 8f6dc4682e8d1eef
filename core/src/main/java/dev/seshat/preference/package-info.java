/// What each person has chosen: a small catalogue of keys, each with its type, its default and a reader in the product.
@NullMarked
package dev.seshat.preference;

import org.jspecify.annotations.NullMarked;
