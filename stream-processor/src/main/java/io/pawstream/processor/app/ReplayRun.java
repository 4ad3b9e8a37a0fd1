package io.pawstream.processor.app;

import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.pipeline.ModelFailure;
import io.pawstream.processor.replay.ReplayGroup;
import io.pawstream.processor.replay.ReplayRange;
import io.pawstream.processor.streams.RecordFailures;
import io.pawstream.processor.streams.StreamThreadFailure;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service while it replays: it ends when all is classified, and says how far it is until then. */
@ApplicationScoped
public class ReplayRun implements QuarkusApplication {

    private static final long POLL_MILLIS = 500;
    private static final long TELL_NANOS = 5_000_000_000L;

    private final ProcessorConfig config;
    private final StreamsConfig streams;
    private final String applicationId;
    private final ReplayRange range;
    private final ImageMetrics metrics;
    private final ModelFailure modelFault;
    private final StreamThreadFailure streamFault;
    private final RecordFailures recordFaults;
    private volatile boolean stopped;

    ReplayRun(
            ProcessorConfig config,
            StreamsConfig streams,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId,
            ReplayRange range,
            ImageMetrics metrics,
            ModelFailure modelFault,
            StreamThreadFailure streamFault,
            RecordFailures recordFaults) {
        this.config = config;
        this.streams = streams;
        this.applicationId = applicationId;
        this.range = range;
        this.metrics = metrics;
        this.modelFault = modelFault;
        this.streamFault = streamFault;
        this.recordFaults = recordFaults;
    }

    private ReplayGroup group() {
        Map<String, Object> configuration = streams.getAdminConfigs("pawstream-replay");
        return new ReplayGroup(configuration, applicationId);
    }

    /** Before the streams start, which go on from what the group has committed. */
    void place(@Observes @Priority(0) StartupEvent event) {
        config.replay().ifPresent(replay -> {
            try (ReplayGroup group = group()) {
                group.place(
                        group.prepare(config.topics().names()),
                        replay.from().orElse(null),
                        replay.to().orElse(null),
                        replay.again(),
                        range);
            } catch (IOException e) {
                System.err.println("cannot replay: " + e.getMessage());
                // Nothing has started yet that would have to be stopped.
                Runtime.getRuntime().halt(1);
            }
        });
    }

    @Override
    public int run(String... args) throws IOException, InterruptedException {
        try (ReplayGroup group = group()) {
            Map<TopicPartition, Long> committed = group.committed();
            long all = range.left(committed);
            System.out.printf(
                    "%d records of %s with %s into %s%n",
                    all,
                    config.topics().images(),
                    config.model(),
                    config.topics().predictions());
            long start = System.nanoTime();
            long told = start;
            while (!stopped && !range.isDone(committed)) {
                Thread.sleep(POLL_MILLIS);
                committed = group.committed();
                if (System.nanoTime() - told > TELL_NANOS) {
                    told = System.nanoTime();
                    tell(all - range.left(committed), all, (told - start) * 1e-9);
                }
            }
            System.out.printf(
                    "%s: %.0f predictions in %s, %.0f rejections in %s%n",
                    stopped ? "stopped" : "done",
                    metrics.classifiedCount(),
                    config.topics().predictions(),
                    metrics.rejectedCount(),
                    config.topics().rejected());
        }
        return 0;
    }

    private void tell(long done, long all, double seconds) {
        Optional<String> fault = streamFault.message().or(recordFaults::message).or(modelFault::message);
        System.out.printf(
                Locale.ROOT,
                "%d of %d, %.1f records/s%s%n",
                done,
                all,
                done / seconds,
                fault.map(message -> "; " + message).orElse(""));
    }

    /** The streams stop after this. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopped = true;
    }
}
