package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.event.Rejection;
import io.pawstream.sources.DrawnSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Images that model1 has classified are classified again by other models, on a real broker. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(Map.of());
    }

    @AfterAll
    static void close() throws IOException {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @Test
    @Order(1)
    void aTimeRangeIncludesItsStartAndExcludesItsEnd() throws Exception {
        // Recent enough for the retention time of the topic.
        Instant begin = Instant.now().minus(Duration.ofHours(12)).truncatedTo(ChronoUnit.SECONDS);
        List<ProducerRecord<byte[], byte[]>> hours = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records("hour", 10)) {
            long time = begin.plus(Duration.ofHours(hours.size())).toEpochMilli();
            hours.add(new ProducerRecord<>(record.topic(), 0, time, record.key(), record.value(), record.headers()));
        }
        pipeline.publishAndAwait(hours, TIMEOUT);
        String id = "--application-id=span";
        assertThat(replay(
                        "model3",
                        id,
                        "--predictions-topic=span",
                        "--from=" + begin.plus(Duration.ofHours(2)),
                        "--to=" + begin.plus(Duration.ofHours(6))))
                .contains("done: ");
        Outputs span = Outputs.await(pipeline.bootstrap(), List.of("span", "span.rejected"), 4, TIMEOUT);
        assertThat(span.imageIds())
                .filteredOn(each -> each.startsWith("hour-"))
                .containsExactlyInAnyOrder("hour-2", "hour-3", "hour-4", "hour-5");
    }

    @Test
    @Order(2)
    void existingImagesAreClassifiedAgainOnceAndTheLiveTopicsDoNotChange() throws Exception {
        pipeline.publishAndAwait(records("first", 40), TIMEOUT);
        Outputs live = pipeline.committed();
        assertThat(replay("model3")).contains("done: 47 predictions in predictions.replay.model3, 3 rejections");
        Outputs replayed = replayed("model3", 50);
        assertThat(replayed.imageIds()).containsExactlyInAnyOrderElementsOf(live.imageIds());
        assertThat(replayed.predictions())
                .extracting(each -> each.model().name())
                .containsOnly("model3");
        assertThat(live.predictions()).extracting(each -> each.model().name()).containsOnly("model1");
        assertThat(replayed.rejections())
                .extracting(Rejection::imageId)
                .containsExactlyInAnyOrderElementsOf(
                        live.rejections().stream().map(Rejection::imageId).toList());
        assertThat(pipeline.committed().without(live).records()).isEmpty();

        assertThat(replay("model3")).contains("0 records of images");
        pipeline.publishAndAwait(records("later", 5), TIMEOUT);
        assertThat(replay("model3")).contains("5 records of images", "done: 4 predictions");
        Outputs later = replayed("model3", 55).without(replayed);
        assertThat(later.imageIds()).hasSize(5).allMatch(id -> id.startsWith("later-"));

        assertThat(replay("model3", "--restart")).contains("55 records of images");
        Outputs restarted = replayed("model3", 105).without(replayed).without(later);
        assertThat(eventIds(restarted))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(eventIds(replayed).stream(), eventIds(later).stream())
                                .toList());
    }

    @Test
    @Order(3)
    void aKilledReplayResumesWithoutMissingOrDuplicateResults() throws Exception {
        pipeline.publishAndAwait(records("many", 600), TIMEOUT);
        CommandProcess killed = start("model5");
        while (records("predictions.replay.model5") < 100) {
            assertThat(killed.process().isAlive()).as("alive").isTrue();
            Thread.sleep(50);
        }
        killed.process().destroyForcibly().waitFor();
        assertThat(replay("model5")).contains("done: ");
        int all = pipeline.committed().records().size();
        assertThat(replayed("model5", all).imageIds()).doesNotHaveDuplicates().hasSize(all);
    }

    @Test
    @Order(4)
    void anInvalidReplayFailsWithOneLineThatNamesTheReason() throws Exception {
        assertThat(start("model9").awaitExit(1)).contains("model \"model9\"");
        assertThat(start("model3", "--from=yesterday").awaitExit(2)).contains("\"yesterday\"");
        assertThat(start("model3", "--from=2h", "--to=3h").awaitExit(2)).contains("--from", "--to");
    }

    /** Sum of the end offsets of a topic; 0 if the topic does not exist. Counts uncommitted records and markers too. */
    private static long records(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", pipeline.bootstrap()))) {
            if (!admin.listTopics().names().get().contains(topic)) {
                return 0;
            }
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /** Ids of the prediction events. */
    private static List<String> eventIds(Outputs outputs) {
        return outputs.records().stream()
                .filter(record -> !record.topic().endsWith("rejected"))
                .map(record -> new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                .toList();
    }

    private static Outputs replayed(String model, int expected) {
        String topic = "predictions.replay." + model;
        return Outputs.await(pipeline.bootstrap(), List.of(topic, topic + ".rejected"), expected, TIMEOUT);
    }

    private static String replay(String model, String... more) throws Exception {
        return start(model, more).awaitExit(0);
    }

    private static CommandProcess start(String model, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--bootstrap=" + pipeline.bootstrap(),
                "--models=" + Pipeline.HOME.resolve("models"),
                "--model=" + model));
        arguments.addAll(List.of(more));
        return CommandProcess.startProcessor(arguments.toArray(String[]::new));
    }

    /** Drawn images. Every twentieth one is not an image, and every seventh requests model1. */
    private static List<ProducerRecord<byte[], byte[]>> records(String name, int images) throws IOException {
        try (DrawnSource drawn = new DrawnSource(6)) {
            List<byte[]> data = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                data.add(i == 0 ? TestImages.invalid() : drawn.get(i).read());
            }
            return IntStream.range(0, images)
                    .mapToObj(i -> TestImages.record(name + "-" + i, data.get(i % 20), i % 7 == 0 ? "model1" : null))
                    .toList();
        }
    }
}
