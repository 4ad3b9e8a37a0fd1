/** The commands that publish images, print predictions and rejections, and make the topics. */
package io.pawstream.producer;
