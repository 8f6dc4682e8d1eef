/// Who may use a workspace from elsewhere: tokens, their roles, and logins.
@NullMarked
package dev.seshat.access;

import org.jspecify.annotations.NullMarked;
