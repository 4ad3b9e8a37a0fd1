package io.pawstream.processor.stream;

import io.pawstream.processor.classify.Outcome;

/**
 * What the topology counts, whatever counts it: attempts of this process, so that a record that is processed again after
 * an abort counts again.
 *
 * <p>Law: once idle, received = classified + rejected. A try that fails counts in none of them.
 */
public interface StreamMetrics {

    /** A record has an answer. */
    void received();

    /** The result of a record was not prefetched: its picture could not meet others in a batch. */
    void prefetchMissed();

    /** A record became a prediction. */
    void classified(Outcome.Classified outcome, String label);

    /** A record became a rejection. */
    void rejected(Outcome.Rejected outcome);
}
