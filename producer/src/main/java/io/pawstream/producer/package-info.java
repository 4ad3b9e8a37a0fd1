/** Commands that publish images, print predictions and rejections, replay rejected images and create the topics. */
@NullMarked
package io.pawstream.producer;

import org.jspecify.annotations.NullMarked;
