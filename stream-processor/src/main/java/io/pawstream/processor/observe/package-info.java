/** Observability: metrics, drift, live page, traces, rejection log and health. Uses no Kafka types. */
@NullMarked
package io.pawstream.processor.observe;

import org.jspecify.annotations.NullMarked;
