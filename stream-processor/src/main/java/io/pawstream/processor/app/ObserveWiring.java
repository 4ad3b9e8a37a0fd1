package io.pawstream.processor.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.pawstream.processor.control.LiveInstances;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.SelectionState;
import io.pawstream.processor.observe.Drift;
import io.pawstream.processor.observe.DriftConfig;
import io.pawstream.processor.observe.Health;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.ImageSampler;
import io.pawstream.processor.observe.ImageSpans;
import io.pawstream.processor.observe.InstanceMetrics;
import io.pawstream.processor.observe.LiveFeed;
import io.pawstream.processor.observe.LiveHistory;
import io.pawstream.processor.observe.LiveTicker;
import io.pawstream.processor.observe.MetricsConfig;
import io.pawstream.processor.observe.ModelMetrics;
import io.pawstream.processor.observe.PageConfig;
import io.pawstream.processor.observe.ProcessMemory;
import io.pawstream.processor.observe.ReadinessLog;
import io.pawstream.processor.observe.RejectionLog;
import io.pawstream.processor.observe.ResultListeners;
import io.pawstream.processor.observe.ShadowCounters;
import io.pawstream.processor.observe.StageMetrics;
import io.pawstream.processor.streams.TopicsConfig;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the beans of the package {@code observe}. */
@ApplicationScoped
class ObserveWiring {

    private static final int MAX_PAGES = 64;

    /** Limits the live page to four images per second. */
    private static final Duration SAMPLE_INTERVAL = Duration.ofMillis(250);

    @Produces
    @Singleton
    StageMetrics stageMetrics(MeterRegistry registry) {
        return new StageMetrics(registry);
    }

    /**
     * The meter registry of Quarkus exposes these collectors too. Quarkus' own bean has no scope, so each injection
     * would create a separate registry.
     */
    @Produces
    @Singleton
    CollectorRegistry collectors() {
        return new CollectorRegistry(true);
    }

    @Produces
    @Singleton
    ShadowCounters shadowCounters(MeterRegistry registry, CollectorRegistry collectors) {
        return new ShadowCounters(registry, collectors);
    }

    @Produces
    @Singleton
    ImageMetrics imageMetrics(
            MeterRegistry registry,
            CollectorRegistry collectors,
            StageMetrics stages,
            ShadowCounters shadow,
            MetricsConfig config) {
        return new ImageMetrics(registry, collectors, stages, shadow, config.classes(), Clock.systemUTC());
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
                .description("memory limit of the process: that of its container, or the memory of the machine")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        return new InstanceMetrics(registry, streams.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
    }

    @Produces
    @Singleton
    Drift drift(DriftConfig config) {
        return new Drift(config.window());
    }

    @Produces
    @Singleton
    ImageSpans spans(Termination termination) {
        try {
            return ImageSpans.configured();
        } catch (IllegalArgumentException e) {
            termination.startFailed("cannot start: " + e.getMessage());
            throw e;
        }
    }

    @Produces
    @Singleton
    LiveFeed liveFeed(MeterRegistry registry) {
        LiveFeed feed = new LiveFeed(MAX_PAGES);
        Gauge.builder("pawstream.pages.open", feed, LiveFeed::pages)
                .description("live pages that are open and visible")
                .register(registry);
        return feed;
    }

    @Produces
    @Singleton
    ImageSampler sampler(PageConfig config, LiveFeed feed) {
        return new ImageSampler(feed, config.thumbnails(), SAMPLE_INTERVAL);
    }

    @Produces
    @Singleton
    ResultListeners listeners(ImageMetrics metrics, Drift drift, ImageSampler sampler, ImageSpans spans) {
        return new ResultListeners(List.of(metrics, drift, new RejectionLog(System::nanoTime), sampler, spans));
    }

    @Produces
    @Singleton
    StartChecks.Http http(
            @ConfigProperty(name = "quarkus.http.host-enabled", defaultValue = "true") boolean isEnabled,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        // In dev mode, Quarkus keeps its port while it restarts the service.
        boolean isDev = LaunchMode.current() == LaunchMode.DEVELOPMENT;
        return new StartChecks.Http(isEnabled && !isDev, host, port);
    }

    @Produces
    @Singleton
    ReadinessLog readinessLog(
            Health health,
            TopicsConfig topics,
            @ConfigProperty(name = "quarkus.kafka-streams.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "quarkus.http.port") int port) {
        return new ReadinessLog(
                health,
                "reading " + topics.images() + " at " + bootstrapServers + "; live page http://localhost:" + port + "/",
                System::nanoTime);
    }

    @Produces
    @Singleton
    LiveTicker liveTicker(LiveFeed feed, LiveInstances instances, ModelSelector selector) {
        return new LiveTicker(
                feed, new LiveHistory(), instances::alive, () -> SelectionState.of(selector), Clock.systemUTC());
    }
}
