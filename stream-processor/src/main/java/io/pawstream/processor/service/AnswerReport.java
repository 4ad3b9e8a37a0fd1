package io.pawstream.processor.service;

import io.pawstream.processor.classify.Outcome.Classified;
import io.pawstream.processor.classify.Outcome.Rejected;
import io.pawstream.processor.drift.Drift;
import io.pawstream.processor.live.PictureSampler;
import io.pawstream.processor.metrics.ImageMetrics;
import io.pawstream.processor.stream.StreamMetrics;
import io.pawstream.processor.trace.PictureSpans;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Passes each answer of the stream on to all who count, compare, log, show or trace it. */
@Singleton
class AnswerReport implements StreamMetrics {

    private final ImageMetrics metrics;
    private final Drift drift;
    private final PictureSampler sampler;
    private final PictureSpans spans;
    private final RejectionLog log = new RejectionLog(System::nanoTime);

    AnswerReport(ImageMetrics metrics, Drift drift, PictureSampler sampler, PictureSpans spans) {
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
        metrics.classified(outcome, label, timestampMillis);
        drift.classified(outcome.card(), outcome.probability());
        spans.classified(outcome, label);
    }

    @Override
    public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
        metrics.rejected(outcome, rejection);
        log.rejected(rejection);
        sampler.rejected(rejection);
        spans.rejected(outcome, rejection);
    }
}
