/** What the service reports: metrics, drift, live page, trace, rejection log, health. No Kafka types. */
@NullMarked
package io.pawstream.processor.observe;

import org.jspecify.annotations.NullMarked;
