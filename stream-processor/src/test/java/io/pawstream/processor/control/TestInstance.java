package io.pawstream.processor.control;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RecordAddress;
import io.pawstream.contract.event.RejectionReason;
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

/** The parts of an instance that its status describes. */
final class TestInstance implements AutoCloseable {

    private static final ImageIdentity IMAGE = new ImageIdentity("id", "test", null, null);

    static final long LAG = 12;

    final TestModels models;
    final StatusReader reader;
    private final ImageMetrics images;

    TestInstance(Path directory) throws IOException {
        models = new TestModels(directory, "model1", "broken");
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        CollectorRegistry collectors = new CollectorRegistry();
        images = new ImageMetrics(
                registry,
                collectors,
                new StageMetrics(registry),
                new ShadowCounters(registry, collectors),
                50,
                Clock.systemUTC());
        reader = new StatusReader(
                new StatusReader.Identity("instance-1", "pawstream"),
                models.selector,
                models.repository,
                images,
                () -> LAG);
    }

    void classify() {
        images.classified(
                new Classified(
                        IMAGE,
                        new FakeNetwork().model("model1").card(),
                        3,
                        FakeNetwork.prediction(0.9),
                        new StageTimes(0, 0, 0),
                        null),
                new ProcessedRecord(new RecordAddress("images", 0, 1), 0, 0));
    }

    void reject() {
        images.rejected(
                new Rejected(IMAGE, RejectionReason.EMPTY, "no data"),
                new ProcessedRecord(new RecordAddress("images", 0, 2), 0, 0));
    }

    @Override
    public void close() {
        models.close();
    }
}
