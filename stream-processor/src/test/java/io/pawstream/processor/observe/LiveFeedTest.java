package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveFeedTest {

    private record Content(String text, String absent) {}

    private final LiveFeed feed = new LiveFeed(2);
    private final FakePage page = new FakePage();
    private final FakePage other = new FakePage();

    @Test
    void limitsTheNumberOfOpenPages() {
        assertThat(feed.open(page)).isTrue();
        assertThat(feed.open(other)).isTrue();
        FakePage third = new FakePage();
        assertThat(feed.open(third)).isFalse();
        assertThat(feed.pages()).isEqualTo(2);
        feed.send("event", new Content("a", null));
        assertThat(third.sent).isEmpty();
        feed.close(page);
        assertThat(feed.open(third)).isTrue();
    }

    @Test
    void closingAPageTwiceOrOneThatNeverOpenedChangesNothing() {
        feed.open(page);
        feed.close(other);
        assertThat(feed.pages()).isEqualTo(1);
        feed.close(page);
        feed.close(page);
        assertThat(feed.pages()).isZero();
    }

    @Test
    void isWatchedWhileAPageIsOpen() {
        assertThat(feed.isWatched()).isFalse();
        feed.open(page);
        assertThat(feed.isWatched()).isTrue();
        feed.close(page);
        assertThat(feed.isWatched()).isFalse();
    }

    @Test
    void sendsAnEventToEachPageThatKeepsUp() {
        feed.open(page);
        feed.open(other);
        other.busy = true;
        feed.send("event", new Content("a", null));
        other.busy = false;
        feed.send("event", new Content("b", null));
        assertThat(page.sent).containsExactly("event {\"text\":\"a\"}", "event {\"text\":\"b\"}");
        assertThat(other.sent).containsExactly("event {\"text\":\"b\"}");
    }

    @Test
    void dataHasNoLineBreaks() {
        assertThat(new String(LiveFeed.json(new Content("two\nlines", null)), UTF_8))
                .isEqualTo("{\"text\":\"two\\nlines\"}");
    }

    @Test
    void rejectsALimitBelowOne() {
        assertThatThrownBy(() -> new LiveFeed(0)).hasMessage("maximum open pages: 0; at least 1 is required");
    }
}
