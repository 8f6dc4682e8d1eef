/// Benchmarks: ratios against references measured side by side in the same run.
@NullMarked
package dev.seshat.bench;

import org.jspecify.annotations.NullMarked;
