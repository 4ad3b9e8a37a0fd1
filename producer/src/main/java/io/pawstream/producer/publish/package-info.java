/** Publishes images as image events at a pace and accounts for each one. */
package io.pawstream.producer.publish;
