package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.model.ModelCard;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageSpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    private static final ModelCard CARD = TestResults.card("a", "1");

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final ImageSpans spans = new ImageSpans(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build());

    @AfterEach
    void close() {
        spans.close();
    }

    @Test
    void aPredictionIsASpanInTheTraceOfItsEvent() {
        spans.classified(
                TestResults.classified(image("00-" + TRACE + "-" + PARENT + "-01"), CARD, 0.25, null),
                TestResults.RECORD);

        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(PARENT);
            assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(span.getEndEpochNanos())
                    .as("when the record was processed")
                    .isEqualTo(TimeUnit.DAYS.toNanos(1));
            assertThat(seconds(span)).isCloseTo(0.06, within(1e-6));
            assertThat(text(span, "messaging.message.id")).isEqualTo("image-1");
            assertThat(text(span, "pawstream.model")).isEqualTo("a");
            assertThat(text(span, "pawstream.label")).isEqualTo("cat");
            assertThat(number(span, "pawstream.probability")).isEqualTo(0.75);
            assertThat(number(span, "pawstream.decode_seconds")).isEqualTo(0.02);
            assertThat(number(span, "pawstream.queue_seconds")).isEqualTo(0.01);
            assertThat(number(span, "pawstream.inference_seconds")).isEqualTo(0.03);
        });
    }

    @Test
    void anEventWithoutAValidTraceparentStartsATrace() {
        spans.classified(TestResults.classified(image(null), CARD, 0.25, null), TestResults.RECORD);
        spans.classified(TestResults.classified(image("no trace"), CARD, 0.25, null), TestResults.RECORD);
        assertThat(exporter.getFinishedSpanItems()).hasSize(2).allSatisfy(span -> assertThat(
                        span.getParentSpanContext().isValid())
                .isFalse());
    }

    @Test
    void aTraceThatIsNotSampledGetsNoSpan() {
        spans.classified(
                TestResults.classified(image("00-" + TRACE + "-" + PARENT + "-00"), CARD, 0.25, null),
                TestResults.RECORD);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aRejectionIsASpanWithAnError() {
        ImageIdentity image = image("00-" + TRACE + "-" + PARENT + "-01");
        spans.rejected(new Rejected(image, RejectionReason.TRUNCATED, "ends in row 7"), TestResults.RECORD);

        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("ends in row 7");
            assertThat(text(span, "messaging.message.id")).isEqualTo("image-1");
            assertThat(text(span, "error.type")).isEqualTo("truncated");
        });
    }

    @Test
    void aRejectionWithoutATraceStartsOne() {
        spans.rejected(new Rejected(image(null), RejectionReason.MALFORMED_EVENT, "no value"), TestResults.RECORD);
        assertThat(exporter.getFinishedSpanItems()).singleElement().satisfies(span -> assertThat(
                        span.getParentSpanContext().isValid())
                .isFalse());
    }

    private static double seconds(SpanData span) {
        return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e9;
    }

    private static Double number(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.doubleKey(key));
    }

    private static String text(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    private static ImageIdentity image(String traceparent) {
        return new ImageIdentity("image-1", "test", null, traceparent);
    }
}
