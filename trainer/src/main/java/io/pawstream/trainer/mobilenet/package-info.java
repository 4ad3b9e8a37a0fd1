/** MobileNetV3Large with the weights that Keras publishes: its table, its weights file, and where to get that. */
package io.pawstream.trainer.mobilenet;
