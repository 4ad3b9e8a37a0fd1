package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.contract.selection.Selection;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveTickerTest {

    private final LiveFeed feed = new LiveFeed(1);
    private final LiveHistory history = new LiveHistory();
    private final AtomicInteger selectionReads = new AtomicInteger();
    private final LiveTicker ticker = new LiveTicker(
            feed,
            history,
            () -> List.of(TestStatuses.status("instance-1", 3, 3)),
            this::selection,
            Clock.fixed(Instant.ofEpochMilli(5_000), ZoneOffset.UTC));
    private final FakePage page = new FakePage();

    private SelectionState selection() {
        selectionReads.incrementAndGet();
        return new SelectionState(3, Selection.of("a"), null);
    }

    private static JsonNode data(String sent, String event) throws IOException {
        assertThat(sent).startsWith(event + " ");
        return new ObjectMapper().readTree(sent.substring(event.length() + 1));
    }

    @Test
    void aTickAddsASecondToTheHistoryWithoutAPageToo() {
        ticker.tick();
        assertThat(history.points()).singleElement().satisfies(point -> {
            assertThat(point.atMillis()).isEqualTo(5_000);
            assertThat(point.throughput().received()).isEqualTo(11);
            assertThat(point.lagRecords()).isEqualTo(7);
        });
        assertThat(selectionReads).hasValue(0);
    }

    @Test
    void aTickSendsTheSecondTheInstancesAndTheSelection() throws IOException {
        ticker.open(page);
        page.sent.clear();
        ticker.tick();
        assertThat(page.sent).hasSize(1);
        JsonNode second = data(page.sent.remove(), "second");
        assertThat(second.path("point").path("atMillis").asLong()).isEqualTo(5_000);
        assertThat(second.path("point").path("received").asDouble()).isEqualTo(11);
        assertThat(second.path("instances").path(0).path("instance").asText()).isEqualTo("instance-1");
        assertThat(second.path("selection").toString()).isEqualTo("{\"revision\":3,\"selection\":{\"model\":\"a\"}}");
    }

    @Test
    void aPageStartsWithTheReasonsAndTheHistory() throws IOException {
        ticker.tick();
        assertThat(ticker.open(page)).isTrue();
        assertThat(page.sent).hasSize(1);
        JsonNode start = data(page.sent.remove(), "start");
        assertThat(start.path("points")).hasSize(1);
        assertThat(start.path("points").path(0).path("lagRecords").asLong()).isEqualTo(7);
        assertThat(start.path("reasons")).hasSize(RejectionReason.values().length);
        assertThat(start.path("reasons").path("truncated").asText()).isEqualTo(RejectionReason.TRUNCATED.explanation());
    }

    @Test
    void aPageBeyondTheLimitReceivesNothing() {
        ticker.open(page);
        FakePage second = new FakePage();
        assertThat(ticker.open(second)).isFalse();
        ticker.tick();
        assertThat(second.sent).isEmpty();
    }
}
