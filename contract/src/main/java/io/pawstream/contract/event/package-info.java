/** The events on Pawstream's topics, and the codecs between them and Kafka records. */
@NullMarked
package io.pawstream.contract.event;

import org.jspecify.annotations.NullMarked;
