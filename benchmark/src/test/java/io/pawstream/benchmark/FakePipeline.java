package io.pawstream.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.TopicNames;
import io.pawstream.testkit.CommittedResults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads images and publishes the same prediction for each of them after a delay. */
public final class FakePipeline implements AutoCloseable {

    private static final String PREDICTION =
            "{\"imageId\":\"%s\",\"source\":\"test\",\"label\":\"cat\",\"probability\":0.9,"
                    + "\"top\":[{\"label\":\"cat\",\"probability\":0.9},{\"label\":\"dog\",\"probability\":0.1}],"
                    + "\"model\":{\"name\":\"m\",\"version\":\"1\",\"sha256\":\"0\"},\"selectionRevision\":1,"
                    + "\"input\":{\"topic\":\"images\",\"partition\":0,\"offset\":0}}";

    private final KafkaConsumer<byte[], byte[]> images;
    private final KafkaProducer<byte[], byte[]> predictions;
    private final int delayMillis;
    private final Thread thread = new Thread(this::run, "fake-pipeline");
    private final AtomicInteger published = new AtomicInteger();
    private volatile boolean stopped;

    /** Starts the pipeline at the beginning of the topic. */
    public FakePipeline(String bootstrap, int maxRecords, int delayMillis) {
        this.delayMillis = delayMillis;
        images = CommittedResults.consumer(
                bootstrap, Map.of("max.poll.records", maxRecords), List.of(TopicNames.DEFAULT.images()));
        predictions = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : images.poll(Duration.ofMillis(20))) {
                    String id = ImageEventCodec.fromRecord(record).id();
                    published.incrementAndGet();
                    var unused = predictions.send(new ProducerRecord<>(
                            TopicNames.DEFAULT.predictions(),
                            record.key(),
                            PREDICTION.formatted(id).getBytes(UTF_8)));
                }
                Thread.sleep(delayMillis);
            }
        } catch (MalformedEventException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            images.close();
            predictions.close();
        }
    }

    /** Returns the number of predictions sent so far. */
    public int published() {
        return published.get();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
