package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.producer.broker.BrokerException;
import io.pawstream.producer.broker.KafkaAccess;
import io.pawstream.producer.broker.TopicPlan;
import io.pawstream.producer.broker.Topics;
import io.pawstream.testkit.EmbeddedBroker;
import io.pawstream.testkit.ProcessorProcess;
import io.pawstream.testkit.ProcessorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with the topics and a real processor in a process of its own. */
final class Pipeline implements AutoCloseable {

    /** Root directory of the project. */
    static final Path HOME = Path.of(System.getProperty("pawstream.home", ".."));

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

    /** Exit code after SIGTERM. */
    private static final int TERMINATED = 143;

    private final EmbeddedBroker broker;
    private final Path log;
    private final Map<String, String> settings;
    private ProcessorProcess processor;

    private Pipeline(EmbeddedBroker broker, Path log, Map<String, String> settings) {
        this.broker = broker;
        this.log = log;
        this.settings = settings;
    }

    /** Starts broker and processor. The settings of the processor override the defaults. */
    static Pipeline start(Map<String, String> settings) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start();
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("pawstream.models.directory", HOME.resolve("models").toString());
        all.putIfAbsent("pawstream.model", "model1");
        Pipeline pipeline = new Pipeline(broker, Files.createTempFile("pawstream-processor-", ".log"), all);
        try {
            pipeline.createTopics();
            pipeline.startProcessor();
            return pipeline;
        } catch (Exception e) {
            pipeline.close();
            throw e;
        }
    }

    private void createTopics() throws BrokerException {
        try (Topics topics = Topics.at(KafkaAccess.to(bootstrap()))) {
            topics.create(TopicPlan.DEFAULT);
        }
    }

    /** Starts the processor and waits until it is ready. */
    void startProcessor() throws IOException, InterruptedException {
        startUnready();
        processor.awaitReady(READY_TIMEOUT, () -> false);
    }

    /** Starts the processor without waiting until it is ready. */
    void startUnready() throws IOException {
        processor = ProcessorProcess.start(
                new ProcessorSpec(HOME, bootstrap(), EmbeddedBroker.freePort(), 512, settings, log));
    }

    ProcessorProcess processor() {
        return processor;
    }

    EmbeddedBroker broker() {
        return broker;
    }

    /** Stops the processor and starts it again. */
    void restartProcessor() throws IOException, InterruptedException {
        stopProcessor();
        startProcessor();
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Publishes records and waits until the broker has acknowledged all of them. */
    void publish(List<ProducerRecord<byte[], byte[]>> records) throws ExecutionException, InterruptedException {
        Map<String, Object> properties = Map.of("bootstrap.servers", bootstrap(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
            records.forEach(record -> acknowledged.add(producer.send(record)));
            for (Future<RecordMetadata> each : acknowledged) {
                each.get();
            }
        }
    }

    /** Reads all outputs that are committed so far. */
    Outputs committed() {
        return Outputs.await(bootstrap(), 0, Duration.ZERO);
    }

    /** Reads all committed outputs until there is a number of records, or the timeout expires. */
    Outputs awaitOutputs(int records, Duration timeout) {
        return Outputs.await(bootstrap(), records, timeout);
    }

    /** Publishes records and returns the outputs that are committed since. */
    Outputs publishAndAwait(List<ProducerRecord<byte[], byte[]>> records, Duration timeout)
            throws ExecutionException, InterruptedException {
        Outputs before = committed();
        publish(records);
        return awaitOutputs(before.records().size() + records.size(), timeout).without(before);
    }

    /** Sum of a metric over all its labels; 0 if it does not exist. */
    double metric(String name) throws IOException, InterruptedException {
        return processor.metric(name);
    }

    /** Lines of the processor's log. */
    List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    /** Stops the processor and checks that it exits in time. */
    void stopProcessor() {
        boolean wasAlive = processor.isAlive();
        processor.close();
        if (wasAlive) {
            assertThat(processor.exitCode()).as(processor.logEnd()).isEqualTo(TERMINATED);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (processor != null) {
                stopProcessor();
            }
        } finally {
            broker.close();
            Files.deleteIfExists(log);
        }
    }
}
