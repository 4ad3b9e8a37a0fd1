package io.pawstream.processor.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.pawstream.processor.control.InstanceBoard;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.SelectionState;
import io.pawstream.processor.observe.Drift;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.ImageSampler;
import io.pawstream.processor.observe.ImageSpans;
import io.pawstream.processor.observe.InstanceMetrics;
import io.pawstream.processor.observe.LiveFeed;
import io.pawstream.processor.observe.LiveHistory;
import io.pawstream.processor.observe.LiveTicker;
import io.pawstream.processor.observe.ModelMetrics;
import io.pawstream.processor.observe.ProcessMemory;
import io.pawstream.processor.observe.ShadowCounters;
import io.pawstream.processor.observe.StageMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.StreamsConfig;

/** Puts the parts together that count, compare and show. */
@ApplicationScoped
class Monitoring {

    private static final int MAX_PAGES = 64;

    /** Enough to see that something happens; nobody reads more. */
    private static final Duration BETWEEN_IMAGES = Duration.ofMillis(250);

    @Produces
    @Singleton
    StageMetrics stageMetrics(MeterRegistry registry) {
        return new StageMetrics(registry);
    }

    @Produces
    @Singleton
    ShadowCounters shadowCounters(MeterRegistry registry) {
        return new ShadowCounters(registry);
    }

    @Produces
    @Singleton
    ImageMetrics imageMetrics(MeterRegistry registry, StageMetrics stages, ShadowCounters shadow) {
        return new ImageMetrics(registry, stages, shadow, Clock.systemUTC());
    }

    @Produces
    @Singleton
    ModelMetrics modelMetrics(MeterRegistry registry) {
        return new ModelMetrics(registry);
    }

    @Produces
    @Singleton
    InstanceMetrics instanceMetrics(MeterRegistry registry, StreamsConfig streams) {
        Gauge.builder("process.memory.limit", ProcessMemory::limitBytes)
                .description("memory that the process may have: of its container, or of the machine")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        return new InstanceMetrics(registry, streams.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
    }

    @Produces
    @Singleton
    Drift drift(ProcessorConfig config) {
        return new Drift(config.drift().window());
    }

    @Produces
    @Singleton
    ImageSpans spans(ProcessorConfig config) {
        return config.traces().endpoint().map(ImageSpans::to).orElseGet(ImageSpans::none);
    }

    void closeSpans(@Disposes ImageSpans spans) {
        spans.close();
    }

    @Produces
    @Singleton
    LiveFeed liveFeed(MeterRegistry registry) {
        LiveFeed feed = new LiveFeed(MAX_PAGES);
        Gauge.builder("pawstream.pages.open", feed, LiveFeed::pages)
                .description("live pages that are open and awake")
                .register(registry);
        return feed;
    }

    @Produces
    @Singleton
    LiveTicker liveTicker(LiveFeed feed, InstanceBoard instances, ModelSelector selections) {
        return new LiveTicker(
                feed, new LiveHistory(), instances::alive, () -> SelectionState.of(selections), Clock.systemUTC());
    }

    @Produces
    @Singleton
    ImageSampler sampler(ProcessorConfig config, LiveFeed feed) {
        return new ImageSampler(feed, config.page().thumbnails(), BETWEEN_IMAGES);
    }

    void closeSampler(@Disposes ImageSampler sampler) {
        sampler.close();
    }
}
