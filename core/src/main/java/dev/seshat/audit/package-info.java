/// Who changed what and when: the chain of hashes, and the feed of live views.
@NullMarked
package dev.seshat.audit;

import org.jspecify.annotations.NullMarked;
