/** MobileNetV3Large with the weights that Keras publishes: layers, weights file and download. */
@NullMarked
package io.pawstream.trainer.mobilenet;

import org.jspecify.annotations.NullMarked;
