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

/** Tells the pages each second what all instances did. */
public final class LiveTicker {

    private final LiveFeed feed;
    private final LiveHistory history;
    private final Supplier<List<InstanceStatus>> alive;
    private final Supplier<SelectionState> selection;
    private final Clock clock;

    /**
     * A ticker that somebody has to call once a second.
     *
     * @param alive what the instances have last told
     * @param selection what is selected
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
     * A second as the page gets it.
     *
     * @param point what was done in it
     * @param instances what each instance has told
     * @param selection what is selected
     */
    record LiveSecond(LiveHistory.Point point, List<InstanceStatus> instances, SelectionState selection) {}

    /**
     * What a page gets when it opens.
     *
     * @param reasons words of rejection reasons, and what they mean
     * @param points the last minutes
     */
    record LiveStart(Map<String, String> reasons, List<LiveHistory.Point> points) {}

    /** A second has passed. */
    public void tick() {
        List<InstanceStatus> instances = alive.get();
        LiveHistory.Point point = history.add(instances, clock.millis());
        if (feed.isWatched()) {
            feed.send("second", new LiveSecond(point, instances, selection.get()));
        }
    }

    /** Takes a page in and tells it what was before; false if there are too many. */
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
