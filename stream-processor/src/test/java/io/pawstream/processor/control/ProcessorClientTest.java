package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessorClientTest {

    private FakeProcessor processor;

    @BeforeEach
    void start() throws IOException {
        processor = new FakeProcessor();
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    private ProcessorClient client() {
        return new ProcessorClient(processor.uri(), null);
    }

    @Test
    void readsModels() throws IOException {
        processor.on(
                "GET /models",
                200,
                "[{\"name\":\"a\",\"version\":\"1\",\"accuracy\":0.9,\"later\":1},{\"name\":\"b\",\"error\":\"broken\"}]");
        assertThat(client().models())
                .containsExactly(
                        new InstanceStatus.Model("a", "1", null, 0.9, null),
                        new InstanceStatus.Model("b", null, null, null, "broken"));
    }

    @Test
    void readsInstances() throws IOException {
        InstanceStatus status = TestStatuses.status("instance-1", 3, 4, "missing");
        processor.on("GET /instances", 200, "[" + new String(status.toJson(), UTF_8) + "]");
        assertThat(client().instances()).containsExactly(status);
    }

    @Test
    void readsTheSelection() throws IOException {
        processor.on(
                "GET /selection",
                200,
                "{\"revision\":3,\"selection\":{\"model\":\"a\"},"
                        + "\"desired\":{\"revision\":4,\"selection\":{\"model\":\"b\"},\"error\":\"missing\"}}");
        assertThat(client().selection())
                .isEqualTo(new SelectionState(
                        3, Selection.of("a"), new ModelSelector.Desired(4, Selection.of("b"), "missing")));
    }

    @Test
    void writesASelection() throws IOException {
        processor.on("PUT /selection", 200, "{\"revision\":5,\"selection\":{\"model\":\"a\"}}");
        Selection selection = new Selection("a", new TrafficShare("b", 0.5, "s"), null);
        assertThat(client().select(selection).revision()).isEqualTo(5);
        assertThat(processor.requests).singleElement().satisfies(request -> {
            assertThat(request.authorization()).isNull();
            assertThat(request.body())
                    .isEqualTo("{\"model\":\"a\",\"canary\":{\"model\":\"b\",\"share\":0.5,\"salt\":\"s\"}}");
        });
    }

    @Test
    void sendsTheTokenAsBearerToken() throws IOException {
        processor.on("GET /models", 200, "[]");
        new ProcessorClient(processor.uri(), "secret").models();
        assertThat(processor.requests)
                .extracting(FakeProcessor.Request::authorization)
                .containsExactly("Bearer secret");
    }

    @Test
    void anErrorResponseBecomesAMessageWithItsStatus() {
        processor
                .on(
                        "GET /models",
                        503,
                        "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"not scanned yet\"}")
                .on("GET /instances", 502, "<html>bad");
        assertThatThrownBy(() -> client().models())
                .isInstanceOf(IOException.class)
                .hasMessage(processor.uri() + " responded with status 503: not scanned yet");
        assertThatThrownBy(() -> client().instances())
                .isInstanceOf(IOException.class)
                .hasMessage(processor.uri() + " responded with status 502: no reason given");
    }

    @Test
    void anotherServerIsNoProcessor() {
        processor.on("GET /models", 200, "<html>").on("GET /selection", 200, "{\"revision\":true}");
        assertThatThrownBy(() -> client().models())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(processor.uri() + " did not respond like a processor: ");
        assertThatThrownBy(() -> client().selection())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(processor.uri() + " did not respond like a processor: ");
    }

    @Test
    void namesTheAddressWithoutAServer() {
        URI uri = processor.uri();
        processor.close();
        assertThatThrownBy(() -> new ProcessorClient(uri, null).models())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot connect to a processor at " + uri + ": ");
    }
}
