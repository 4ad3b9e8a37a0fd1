package io.pawstream.processor.classify;

/** What the classifier counts, whatever counts it. */
public interface ClassifierMetrics {

    /** A batch went through a model. */
    void batch(int images);
}
