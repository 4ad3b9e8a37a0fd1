/** The networks as tables of layers; a layer is described once, for training in DJL and for export to ONNX. */
package io.pawstream.trainer.network;
