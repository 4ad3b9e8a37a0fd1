package io.pawstream.processor.pipeline;

/** What the classifier counts, whatever counts it. */
public interface BatchListener {

    /** A batch went through a model. */
    void batch(int images);
}
