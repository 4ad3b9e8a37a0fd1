/** The events on Pawstream's topics, and codecs that convert them to and from Kafka records. */
@NullMarked
package io.pawstream.contract.event;

import org.jspecify.annotations.NullMarked;
