/** Follows the topics that come out: predictions and rejections. */
package io.pawstream.producer.subscribe;
