package io.pawstream.processor.control;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.Prediction;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.observe.ImageMetrics;
import io.pawstream.processor.observe.ShadowCounters;
import io.pawstream.processor.observe.StageMetrics;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** The parts of an instance that its status describes. Its streams have not started, and there is no broker. */
final class TestInstance implements AutoCloseable {

    private static final ImageIdentity IMAGE = new ImageIdentity("id", "test", null, null);

    final TestModels models;
    final StatusReader reader;
    private final ImageMetrics images;
    private final KafkaStreams streams;

    TestInstance(Path directory) throws IOException {
        models = new TestModels(directory, "model1", "broken");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CollectorRegistry collectors = new CollectorRegistry();
        images = new ImageMetrics(
                registry,
                collectors,
                new StageMetrics(registry),
                new ShadowCounters(registry, collectors),
                Clock.systemUTC());
        streams = streams();
        reader = new StatusReader(
                new StatusReader.Identity("instance-1", "pawstream"),
                models.selector,
                models.repository,
                images,
                streams);
    }

    private static KafkaStreams streams() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "pawstream");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        Topology topology = new Topology();
        topology.addSource("images", "images");
        return new KafkaStreams(topology, settings);
    }

    void classify() {
        images.classified(
                new Classified(
                        IMAGE,
                        new FakeNetwork().model("model1").card(),
                        3,
                        Prediction.ofBinary(List.of("cat", "dog"), 0.9f),
                        new StageTimes(0, 0, 0),
                        null),
                new ProcessedRecord(new RecordAddress("images", 0, 1), 0));
    }

    void reject() {
        images.rejected(
                new Rejected(IMAGE, RejectionReason.EMPTY, "no data"),
                new ProcessedRecord(new RecordAddress("images", 0, 2), 0));
    }

    @Override
    public void close() {
        streams.close();
        models.close();
    }
}
