package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.FakeClock;
import io.pawstream.processor.models.SelectionState;
import io.pawstream.processor.observe.LiveFeed;
import io.pawstream.processor.observe.LiveHistory;
import io.pawstream.processor.observe.LiveTicker;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveApiTest {

    private final LiveFeed feed = new LiveFeed(1);
    private final LiveTicker ticker = new LiveTicker(
            feed,
            new LiveHistory(),
            () -> List.of(TestStatuses.status("instance-1", 3, 3, null)),
            () -> new SelectionState(3, Selection.of("model1"), null),
            new FakeClock());

    private static HttpResponse<InputStream> open(TestServer server) throws Exception {
        return server.client().send(server.request("/live").build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void streamsServerSentEvents() throws Exception {
        try (TestServer server = new TestServer(new LiveApi(ticker, feed)::routes)) {
            HttpResponse<InputStream> response = open(server);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
                assertThat(lines.readLine()).isEqualTo("event: start");
                assertThat(lines.readLine()).startsWith("data: {\"reasons\":{").endsWith("\"points\":[]}");
                assertThat(lines.readLine()).isEmpty();
                ticker.tick();
                assertThat(lines.readLine()).isEqualTo("event: second");
                assertThat(lines.readLine())
                        .startsWith("data: {\"point\":{")
                        .endsWith("\"selection\":{\"revision\":3,\"selection\":{\"model\":\"model1\"}}}");
                assertThat(lines.readLine()).isEmpty();
            }
        }
    }

    @Test
    void aPageThatDisconnectsIsClosed() throws Exception {
        try (TestServer server = new TestServer(new LiveApi(ticker, feed)::routes)) {
            open(server).body().close();
            for (int i = 0; i < 500 && feed.isWatched(); i++) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(feed.pages()).isZero();
            try (InputStream again = open(server).body()) {
                assertThat(again.read()).isEqualTo('e');
            }
        }
    }

    @Test
    void aPageBeyondTheLimitIsUnavailable() throws Exception {
        try (TestServer server = new TestServer(new LiveApi(ticker, feed)::routes);
                InputStream first = open(server).body()) {
            assertThat(first.read()).isEqualTo('e');
            HttpResponse<String> second = server.get("/live");
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(second.body())
                    .isEqualTo(
                            "{\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"too many live pages are open\"}");
            assertThat(feed.pages()).isEqualTo(1);
        }
    }
}
