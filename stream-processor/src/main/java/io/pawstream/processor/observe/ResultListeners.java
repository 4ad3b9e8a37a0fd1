package io.pawstream.processor.observe;

import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Passes each result to several listeners. An exception of a listener does not fail the record. It is logged, at most
 * once in ten seconds.
 */
public final class ResultListeners implements ResultListener {

    private static final Logger LOG = Logger.getLogger(ResultListeners.class);

    private final List<ResultListener> listeners;
    private final RateLimit defects = new RateLimit(TimeUnit.SECONDS.toNanos(10));

    /**
     * Creates a composite listener.
     *
     * @param listeners listeners in the order in which they receive each result
     */
    public ResultListeners(List<ResultListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public boolean samplesPixels() {
        for (ResultListener listener : listeners) {
            if (listener.samplesPixels()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        forEach(listener -> listener.classified(result, record));
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        forEach(listener -> listener.rejected(result, record));
    }

    private void forEach(Consumer<ResultListener> call) {
        for (ResultListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                if (defects.tryAcquire()) {
                    LOG.errorf(e, "%s failed on a result", listener.getClass().getSimpleName());
                }
            }
        }
    }
}
