/** What the service counts, for Prometheus and for the topic of the instances: the table is in this module's README. */
package io.pawstream.processor.metrics;
