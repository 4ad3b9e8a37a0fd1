/** An embedded Kafka broker, the stream processor as a child process, and a publisher of numbered images. */
@NullMarked
package io.pawstream.testkit;

import org.jspecify.annotations.NullMarked;
