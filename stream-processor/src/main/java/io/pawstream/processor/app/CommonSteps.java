package io.pawstream.processor.app;

import io.pawstream.cli.ClassArchive;
import io.pawstream.processor.fetch.RetryingFetcher;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.observe.ImageSampler;
import io.pawstream.processor.observe.ImageSpans;
import io.pawstream.processor.pipeline.InferenceWorkers;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.streams.StreamThreadFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/** Produces the lifecycle steps that the service and a replay share. */
@ApplicationScoped
class CommonSteps {

    private static final Logger LOG = Logger.getLogger(CommonSteps.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    /** Clients, models and workers, which the streams use. They stop after the streams. */
    @Produces
    @Singleton
    BelowStreams belowStreams(
            KafkaClients clients,
            ImageSampler sampler,
            ImageSpans spans,
            ModelCache cache,
            RepositoryWatcher repository,
            InferenceWorkers workers,
            InitialSelection initial) {
        return new BelowStreams(List.of(
                Step.stopping("class archive", () -> writeClassArchive(initial)),
                Step.stopping("Kafka clients", clients::close),
                Step.stopping("live page", sampler::close),
                Step.stopping("traces", spans::close),
                Step.stopping("model cache", cache::close),
                Step.stopping("model repository", repository::close),
                Step.stopping("inference workers", workers::close)));
    }

    /** A run that ends before its first model is loaded has not loaded most classes. */
    private static void writeClassArchive(InitialSelection initial) {
        if (initial.isComplete() && ClassArchive.isRequested()) {
            LOG.info("writing an archive of the loaded classes, for a faster start the next time");
            ClassArchive.write();
        }
    }

    /**
     * Kafka Streams, and what its threads may wait for: a selection, a failing model, a host. The waits end first,
     * because a waiting thread cannot stop. Quarkus starts Kafka Streams after all steps.
     */
    @Produces
    @Singleton
    Streams streams(
            KafkaStreams streams,
            StreamThreadFailure threadFailure,
            InitialSelection initial,
            ModelFailure modelFailure,
            RetryingFetcher fetcher,
            Termination termination) {
        return new Streams(List.of(
                Step.stopping("Kafka Streams", () -> close(streams, termination)),
                Step.stopping("fetches", fetcher::close),
                Step.stopping("model retries", modelFailure::close),
                Step.stopping("initial selection", initial::close),
                Step.stopping("stream thread replacement", threadFailure::close)));
    }

    /** Without a broker a stream thread may never end. Its transaction is open, so nothing is lost or duplicated. */
    private static void close(KafkaStreams streams, Termination termination) {
        if (!streams.close(CLOSE_TIMEOUT)) {
            termination.fatal(
                    Termination.STOP_TIMED_OUT,
                    "Kafka Streams did not stop within " + CLOSE_TIMEOUT.toSeconds() + " s, terminating the process",
                    null);
        }
    }

    /** Steps that stop after the streams. */
    record BelowStreams(List<Step> steps) {}

    /** Steps that stop the streams. */
    record Streams(List<Step> steps) {}
}
