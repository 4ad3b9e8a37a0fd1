package io.pawstream.producer;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.producer.publish.OutgoingImage;
import io.pawstream.producer.publish.PublishListener;
import java.io.PrintWriter;

/** Shows the number of acknowledged images on a terminal; shows nothing elsewhere. */
final class PublishProgress implements PublishListener, AutoCloseable {

    private final CountProgress bar;
    private final boolean terminal = Terminal.isInteractive();
    private final long events;
    private long acknowledged;

    /**
     * Creates a progress display that appears with the first acknowledged image.
     *
     * @param err standard error
     * @param events maximum number of events; {@link Long#MAX_VALUE} if there is no limit
     */
    PublishProgress(PrintWriter err, long events) {
        this.bar = new CountProgress(err, terminal, "publishing", CountProgress.Unit.IMAGES);
        this.events = events == Long.MAX_VALUE ? -1 : events;
    }

    @Override
    public synchronized void acknowledged(OutgoingImage image, int partition, long offset) {
        if (terminal) {
            bar.reached(++acknowledged, events);
        }
    }

    /** Removes the bar, so that other output can follow. */
    void finish() {
        bar.close();
    }

    @Override
    public void close() {
        finish();
    }
}
