package io.pawstream.processor.observe;

import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.streams.StreamMetrics;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Passes each answer of the stream on to all who count, compare, log, show or trace it. None of them can fail the record: a
 * defect of theirs is logged, at most once in a while.
 */
@Singleton
public class ResultListeners implements StreamMetrics {

    private static final Logger LOG = Logger.getLogger(ResultListeners.class);

    private final ImageMetrics metrics;
    private final Drift drift;
    private final ImageSampler sampler;
    private final ImageSpans spans;
    private final RejectionLog log = new RejectionLog(System::nanoTime);
    private final Pace defects = new Pace(TimeUnit.SECONDS.toNanos(10));

    ResultListeners(ImageMetrics metrics, Drift drift, ImageSampler sampler, ImageSpans spans) {
        this.metrics = metrics;
        this.drift = drift;
        this.sampler = sampler;
        this.spans = spans;
    }

    @Override
    public void received() {
        metrics.received();
    }

    @Override
    public void prefetchMissed() {
        metrics.prefetchMissed();
    }

    @Override
    public void classified(Classified outcome, String label, long timestampMillis) {
        tell(() -> metrics.classified(outcome, label, timestampMillis));
        tell(() -> drift.classified(outcome.card(), outcome.probability()));
        tell(() -> spans.classified(outcome, label));
    }

    @Override
    public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
        tell(() -> metrics.rejected(outcome, rejection));
        tell(() -> log.rejected(rejection));
        tell(() -> sampler.rejected(rejection));
        tell(() -> spans.rejected(outcome, rejection));
    }

    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            if (defects.take()) {
                LOG.error("an answer is not counted, logged, shown or traced", e);
            }
        }
    }
}
