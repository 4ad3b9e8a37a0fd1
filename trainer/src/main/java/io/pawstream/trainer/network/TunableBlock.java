package io.pawstream.trainer.network;

import ai.djl.nn.Block;

/** A block of pretrained weights, which are trained further at times. */
public interface TunableBlock extends Block {

    /** Whether its weights are trained from here on; at first they are not. Stored statistics never are. */
    void tune(boolean tunes);
}
