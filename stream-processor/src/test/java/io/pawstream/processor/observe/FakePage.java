package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A live page that keeps the events it receives, as {@code name data}. */
final class FakePage implements LiveFeed.Page {

    final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    volatile boolean busy;

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public void send(String event, byte[] json) {
        sent.add(event + " " + new String(json, UTF_8));
    }
}
