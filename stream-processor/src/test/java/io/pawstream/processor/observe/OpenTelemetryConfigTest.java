package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pawstream.contract.event.ImageIdentity;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets system properties instead of environment variables. The SDK reads both. */
class OpenTelemetryConfigTest {

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> set = new HashMap<>();
    private HttpServer collector;
    private String url;

    @BeforeEach
    void startCollector() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", this::receive);
        collector.start();
        url = "http://localhost:" + collector.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
        set.keySet().forEach(System::clearProperty);
    }

    @ParameterizedTest
    @CsvSource({"otel.exporter.otlp.endpoint,''", "otel.exporter.otlp.traces.endpoint,/v1/traces"})
    void anEndpointReceivesSpansOverHttp(String name, String path) {
        set(name, url + path);
        set("otel.exporter.otlp.headers", "api-key=secret");
        export();
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.path).isEqualTo("/v1/traces");
            assertThat(request.contentType).isEqualTo("application/x-protobuf");
            assertThat(request.apiKey).isEqualTo("secret");
            assertThat(request.body).contains("process images", "pawstream-processor", "image-1");
        });
    }

    @Test
    void theNameOfTheServiceAndResourceAttributesAreExported() {
        set("otel.exporter.otlp.endpoint", url);
        set("otel.resource.attributes", "service.name=cats,deployment.environment.name=test");
        export();
        assertThat(requests.get(0).body)
                .contains("cats", "deployment.environment.name")
                .doesNotContain("pawstream-processor");

        set("otel.service.name", "dogs");
        export();
        assertThat(requests.get(1).body).contains("dogs").doesNotContain("cats");
    }

    @ParameterizedTest
    @CsvSource({"otel.sdk.disabled,true", "otel.traces.exporter,none", "otel.traces.sampler,always_off"})
    void aSettingTurnsTracingOff(String name, String value) {
        set("otel.exporter.otlp.endpoint", url);
        set(name, value);
        export();
        assertThat(requests).isEmpty();
    }

    @Test
    void nothingRunsWithoutAnExporterOrAnEndpoint() {
        set("otel.service.name", "cats");
        set("otel.metrics.exporter", "otlp");
        set("otel.logs.exporter", "otlp");
        assertThat(exporterThreads()).isEmpty();

        set("otel.traces.exporter", "otlp");
        assertThat(exporterThreads()).contains("BatchSpanProcessor_WorkerThread-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"otel.exporter.otlp.protocol", "otel.exporter.otlp.traces.protocol"})
    void aProtocolOtherThanHttpIsInvalid(String name) {
        set("otel.exporter.otlp.endpoint", url);
        set(name, "grpc");
        assertThatThrownBy(ImageSpans::configured)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OpenTelemetry: " + name + " is \"grpc\"; it must be \"http/protobuf\"");

        set("otel.sdk.disabled", "true");
        ImageSpans.configured().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otel.traces.exporter | zipkin | otel.traces.exporter is \"zipkin\"; it must be \"otlp\" or \"none\"",
                "otel.traces.sampler | sometimes | Unrecognized value for otel.traces.sampler: sometimes",
                "otel.traces.sampler.arg | half | Invalid value for property otel.traces.sampler.arg=half. Must be a double.",
                "otel.exporter.otlp.endpoint | localhost:4318 | OTLP endpoint must be a valid URL: localhost:4318 (unknown protocol: localhost)",
                "otel.exporter.otlp.headers | secret | otel.exporter.otlp.headers must be NAME=VALUE, several separated by commas",
                "otel.resource.attributes | cats | Invalid map property: otel.resource.attributes=cats",
                "otel.bsp.max.queue.size | -1 | Unexpected configuration error (maxQueueSize must be positive.)",
            })
    void anInvalidValueIsNamed(String name, String value, String message) {
        set("otel.exporter.otlp.endpoint", url);
        set("otel.traces.sampler", "traceidratio");
        set(name, value);
        assertThatThrownBy(ImageSpans::configured)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("OpenTelemetry: " + message);
    }

    private void set(String name, String value) {
        set.put(name, value);
        System.setProperty(name, value);
    }

    private static void export() {
        try (ImageSpans spans = ImageSpans.configured()) {
            ImageIdentity image = new ImageIdentity("image-1", "test", null, null);
            spans.rejected(new Rejected(image, RejectionReason.EMPTY, "no data"), TestResults.RECORD);
        }
    }

    private static List<String> exporterThreads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ImageSpans spans = ImageSpans.configured()) {
            assertThat(spans).isNotNull();
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .toList();
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        requests.add(new Request(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("api-key"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private record Request(String path, String contentType, String apiKey, String body) {}
}
