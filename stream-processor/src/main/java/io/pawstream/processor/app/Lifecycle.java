package io.pawstream.processor.app;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Starts steps in order and stops them in reverse order. */
final class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final List<Step> steps;

    /** Starts the streams above the parts that they use, and the control of both last. */
    static Lifecycle of(CommonSteps.BelowStreams below, CommonSteps.Streams streams, List<Step> above) {
        return new Lifecycle(Stream.of(below.steps(), streams.steps(), above)
                .flatMap(List::stream)
                .toList());
    }

    Lifecycle(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /**
     * Starts all steps, up to the first that fails.
     *
     * @throws IllegalStateException if a step fails; the message names it
     */
    void start() {
        for (Step step : steps) {
            try {
                step.start().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting " + step.name(), e);
            } catch (Exception e) {
                throw new IllegalStateException("cannot start " + step.name() + ": " + e.getMessage(), e);
            }
        }
    }

    /** Stops all steps, even if some of them fail. */
    void stop() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            try {
                step.stop().run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warnf(e, "cannot stop %s", step.name());
            }
        }
    }
}
