package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pawstream.processor.observe.LiveFeed;
import io.pawstream.processor.observe.LiveTicker;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code GET /live}: server-sent events for the live page, until it disconnects. */
@ApplicationScoped
class LiveApi {

    private final LiveTicker ticker;
    private final LiveFeed feed;

    LiveApi(LiveTicker ticker, LiveFeed feed) {
        this.ticker = ticker;
        this.feed = feed;
    }

    void routes(@Observes Router router) {
        router.get("/live").handler(this::open);
    }

    private void open(RoutingContext call) {
        HttpServerResponse response = call.response();
        Connection connection = new Connection(response);
        response.closeHandler(closed -> feed.close(connection));
        response.exceptionHandler(failure -> feed.close(connection));
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        if (!ticker.open(connection)) {
            response.setChunked(false);
            JsonResponses.error(call, 503, "too many live pages are open");
        }
    }

    /** The connection of a page. */
    private record Connection(HttpServerResponse response) implements LiveFeed.Page {

        @Override
        public boolean isBusy() {
            return response.writeQueueFull();
        }

        @Override
        public void send(String event, byte[] json) {
            if (!response.closed()) {
                var unused = response.write(Buffer.buffer(json.length + 64)
                        .appendString("event: " + event + "\ndata: ")
                        .appendBytes(json)
                        .appendBytes("\n\n".getBytes(UTF_8)));
            }
        }
    }
}
