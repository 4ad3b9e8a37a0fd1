package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.models.FakeNetwork;
import io.pawstream.processor.pipeline.Result;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageSpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final ImageSpans spans = ImageSpans.of(SimpleSpanProcessor.create(exporter));

    @AfterEach
    void close() {
        spans.close();
    }

    @Test
    void aPredictionIsASpanInTheTraceOfItsEvent() {
        spans.classified(classified("00-" + TRACE + "-" + PARENT + "-01"), "cat");

        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(PARENT);
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            // The clock of the start has milliseconds.
            assertThat(seconds(span)).isGreaterThan(0.059);
            assertThat(text(span, "messaging.message.id")).isEqualTo("image-1");
            assertThat(text(span, "pawstream.model")).isEqualTo("a");
            assertThat(text(span, "pawstream.label")).isEqualTo("cat");
            assertThat(span.getAttributes().get(AttributeKey.doubleKey("pawstream.decode_seconds")))
                    .isEqualTo(0.02);
        });
    }

    @Test
    void anEventWithoutATraceOrWithSomethingElseThereBeginsOne() {
        spans.classified(classified(null), "cat");
        spans.classified(classified("no trace"), "cat");
        assertThat(exporter.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> assertThat(
                        span.getParentSpanContext().isValid())
                .isFalse());
    }

    @Test
    void aTraceThatIsNotSampledStaysWithout() {
        spans.classified(classified("00-" + TRACE + "-" + PARENT + "-00"), "cat");
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aRejectionIsASpanThatFailed() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("images", 0, 7, null, new byte[1]);
        record.headers().add("ce_traceparent", ("00-" + TRACE + "-" + PARENT + "-01").getBytes(UTF_8));
        spans.rejected(new Result.Rejected(RejectionReason.TRUNCATED, "ends in row 7"), record);

        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("ends in row 7");
            assertThat(text(span, "error.type")).isEqualTo("truncated");
        });
    }

    @Test
    void aRejectionWhoseTraceHasNoValueBeginsOne() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("images", 0, 7, null, new byte[1]);
        record.headers().add("ce_traceparent", null);
        spans.rejected(new Result.Rejected(RejectionReason.MALFORMED_EVENT, "no value"), record);
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
    }

    private static double seconds(SpanData span) {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e9;
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static Result.Classified classified(String traceparent) {
        ImageEvent event = new ImageEvent("image-1", "test", null, null, null, null, null, traceparent, new byte[0]);
        return new Result.Classified(event, new FakeNetwork().model("a", "1").card(), -1, 0.25f, 0.02, 0.01, 0.03);
    }
}
