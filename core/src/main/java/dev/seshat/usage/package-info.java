/// What agents' work costs: projects, hosts, models, prices, token usage, and their summaries.
@NullMarked
package dev.seshat.usage;

import org.jspecify.annotations.NullMarked;
