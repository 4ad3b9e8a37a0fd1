/** The commands that publish pictures, print predictions and rejections, and make the topics. */
package io.pawstream.producer;
