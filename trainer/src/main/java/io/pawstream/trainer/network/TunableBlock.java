package io.pawstream.trainer.network;

import ai.djl.nn.Block;

/** A block of pretrained weights that can be trained further. */
public interface TunableBlock extends Block {

    /**
     * Starts or stops training the weights, which are frozen at first. Stored statistics are never trained.
     *
     * @param tunes whether to train them
     */
    void tune(boolean tunes);
}
