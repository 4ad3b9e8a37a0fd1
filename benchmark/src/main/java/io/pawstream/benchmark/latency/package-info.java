/** Time from an image's due moment to its committed answer, without coordinated omission. */
package io.pawstream.benchmark.latency;
