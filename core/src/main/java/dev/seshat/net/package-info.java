/// Calls to other machines whose addresses come from outside: pages that links name, receivers of webhooks. Where a call
/// may go is decided by the address that it really connects to; how long it takes and how much it reads has limits.
@NullMarked
package dev.seshat.net;

import org.jspecify.annotations.NullMarked;
