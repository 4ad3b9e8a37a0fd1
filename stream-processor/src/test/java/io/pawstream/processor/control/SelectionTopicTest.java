package io.pawstream.processor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectionTopicTest {

    private static final Selection SELECTION = Selection.of("model1");

    @TempDir
    private Path directory;

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private TestModels models;
    private SelectionTopic topic;

    @BeforeEach
    void create() throws Exception {
        models = new TestModels(directory, "model1");
        topic = new SelectionTopic(
                Map.of("bootstrap.servers", "localhost:1"), () -> producer, "model-selection", models.selector);
    }

    @AfterEach
    void close() {
        topic.close();
        models.close();
    }

    @Test
    void aSelectionIsCommittedToPartition0() throws Exception {
        assertThat(topic.write(SELECTION)).isZero();
        assertThat(producer.transactionCommitted()).isTrue();
        assertThat(producer.closed()).isTrue();
        assertThat(producer.history()).hasSize(1);
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(record.partition()).isZero();
        assertThat(SelectionCodec.fromJson(record.value())).isEqualTo(SELECTION);
    }

    @Test
    void withoutABrokerTheAnswerIsThatItDoesNotTakeEffect() {
        producer.initTransactionException = new TimeoutException("no broker");
        assertNotWritten("no broker");
    }

    @Test
    void aSelectionThatIsNotSentIsNotCommitted() {
        producer.sendException = new TopicAuthorizationException("Not authorized to access topics: [model-selection]");
        assertNotWritten("Not authorized to access topics: [model-selection]");
    }

    @Test
    void anotherSelectionAtTheSameTimeIsNamed() {
        producer.commitTransactionException = new ProducerFencedException("fenced");
        assertNotWritten("another selection was written at the same time");
    }

    @Test
    void withoutAConfirmationTheAnswerIsThatItMayTakeEffect() {
        producer.commitTransactionException = new TimeoutException("no response");
        assertThatThrownBy(() -> topic.write(SELECTION))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not confirm the selection on topic model-selection in time")
                .hasMessageContaining("it may still take effect, unless a later selection replaces it");
        assertThat(producer.closed()).isTrue();
    }

    private void assertNotWritten(String reason) {
        assertThatThrownBy(() -> topic.write(SELECTION))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write the selection to topic model-selection, it does not take effect: " + reason);
        assertThat(producer.history()).isEmpty();
        assertThat(producer.closed()).isTrue();
    }
}
