/// What stands before every route: who may ask, from where, and what a browser may do with the answer.
@NullMarked
package dev.seshat.server.security;

import org.jspecify.annotations.NullMarked;
