package io.pawstream.baseline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.flink.util.ParameterTool;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** A job that classifies the images of a topic and delivers exactly once. It resumes from its last checkpoint. */
public final class ClassifyImages {

    private ClassifyImages() {}

    /** Reads records of images. */
    static final class Deserializer implements KafkaRecordDeserializationSchema<Image> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Image> out) {
            Header id = record.headers().lastHeader("ce_id");
            out.collect(new Image(
                    record.key(), id == null ? "" : new String(id.value(), StandardCharsets.UTF_8), record.value()));
        }

        @Override
        public TypeInformation<Image> getProducedType() {
            return TypeInformation.of(Image.class);
        }
    }

    public static void main(String[] args) throws Exception {
        ParameterTool options = ParameterTool.fromArgs(args);
        Path state = Path.of(options.getRequired("state"));
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL,
                Duration.ofMillis(options.getInt("checkpoint-millis", 200)));
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, state.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        lastCheckpoint(state)
                .ifPresent(path -> configuration.set(
                        StateRecoveryOptions.SAVEPOINT_PATH, path.toUri().toString()));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(options.getInt("workers", 2));

        KafkaSource<Image> source = KafkaSource.<Image>builder()
                .setBootstrapServers(options.getRequired("bootstrap"))
                .setTopics("images")
                .setGroupId("baseline-flink")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new Deserializer())
                .setProperty("max.partition.fetch.bytes", Integer.toString(4 << 20))
                .setProperty("fetch.max.wait.ms", "50")
                .build();
        KafkaSink<Result> sink = KafkaSink.<Result>builder()
                .setBootstrapServers(options.getRequired("bootstrap"))
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("baseline-flink")
                .setProperty("transaction.timeout.ms", "60000")
                .setRecordSerializer((result, context, timestamp) ->
                        new ProducerRecord<>(result.topic(), result.key(), result.value()))
                .build();
        DataStream<Image> images = environment.fromSource(source, WatermarkStrategy.noWatermarks(), "images");
        AsyncDataStream.orderedWait(
                        images,
                        new Classifier(options.getRequired("model"), options.getInt("threads", 1)),
                        1,
                        TimeUnit.MINUTES,
                        options.getInt("capacity", 32))
                .sinkTo(sink);
        environment.execute("classify images");
    }

    private static Optional<Path> lastCheckpoint(Path state) throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(Path::getParent);
        }
    }
}
