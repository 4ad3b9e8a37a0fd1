package io.pawstream.processor.observe;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.event.RejectionReason;
import io.pawstream.processor.models.SelectionState;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Sends the activity of all instances to the live pages once a second. */
public final class LiveTicker {

    private final LiveFeed feed;
    private final LiveHistory history;
    private final Supplier<List<InstanceStatus>> alive;
    private final Supplier<SelectionState> selection;
    private final Clock clock;

    /**
     * Creates a ticker, whose {@link #tick} must be called once a second.
     *
     * @param feed sends events to the open pages
     * @param history activity of the last minutes
     * @param alive latest status of each live instance
     * @param selection current model selection of this instance
     * @param clock time of each second
     */
    public LiveTicker(
            LiveFeed feed,
            LiveHistory history,
            Supplier<List<InstanceStatus>> alive,
            Supplier<SelectionState> selection,
            Clock clock) {
        this.feed = feed;
        this.history = history;
        this.alive = alive;
        this.selection = selection;
        this.clock = clock;
    }

    /**
     * The data of the event {@code second}.
     *
     * @param point activity of all instances
     * @param instances status of each instance
     * @param selection the model selection
     */
    record LiveSecond(LiveHistory.Point point, List<InstanceStatus> instances, SelectionState selection) {}

    /**
     * The data of the event {@code start}.
     *
     * @param reasons explanation of each rejection reason by name
     * @param points activity of the last minutes
     */
    record LiveStart(Map<String, String> reasons, List<LiveHistory.Point> points) {}

    /** Adds a second to the history and sends it. */
    public void tick() {
        List<InstanceStatus> instances = alive.get();
        LiveHistory.Point point = history.add(instances, clock.millis());
        if (feed.isWatched()) {
            feed.send("second", new LiveSecond(point, instances, selection.get()));
        }
    }

    /**
     * Adds a page and sends it the history.
     *
     * @param page receives the event {@code start}, and all further events
     * @return false if too many pages are open
     */
    public boolean open(LiveFeed.Page page) {
        if (!feed.open(page)) {
            return false;
        }
        Map<String, String> reasons = Arrays.stream(RejectionReason.values())
                .collect(Collectors.toMap(
                        RejectionReason::word, RejectionReason::explanation, (one, other) -> one, TreeMap::new));
        page.send("start", LiveFeed.json(new LiveStart(reasons, history.points())));
        return true;
    }
}
