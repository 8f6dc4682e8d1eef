/// What tests of every feature stand on: fresh workspaces on each kind of database.
@NullMarked
package dev.seshat.testing;

import org.jspecify.annotations.NullMarked;
