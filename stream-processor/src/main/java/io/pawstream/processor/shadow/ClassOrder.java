package io.pawstream.processor.shadow;

import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each class of a live model is in the list of a shadow model, which has the same classes in any order. */
final class ClassOrder {

    private final List<String> live;
    private final List<String> shadow;
    private final int[] places;
    private final boolean isComplete;

    ClassOrder(List<String> live, List<String> shadow) {
        this.live = live;
        this.shadow = shadow;
        Map<String, Integer> placeByName = new HashMap<>();
        for (int i = 0; i < shadow.size(); i++) {
            placeByName.put(shadow.get(i), i);
        }
        places = live.stream()
                .mapToInt(name -> placeByName.getOrDefault(name, -1))
                .toArray();
        isComplete = live.size() == shadow.size() && placeByName.keySet().containsAll(live);
    }

    /** Returns whether this is the order of these two lists, compared by identity. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(List<String> liveClasses, List<String> shadowClasses) {
        return live == liveClasses && shadow == shadowClasses;
    }

    /** Returns whether both models have the same classes. */
    boolean isComplete() {
        return isComplete;
    }

    /**
     * Returns the total variation distance of two distributions: half the sum of the absolute differences.
     *
     * @param liveRow probability of each class by the live model, from the position of the buffer
     * @param shadowRow probability of each class by the shadow model
     * @return 0 for equal distributions, up to 1 for distributions without a common class
     */
    double distance(FloatBuffer liveRow, float[] shadowRow) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += Math.abs(liveRow.get(liveRow.position() + i) - shadowRow[places[i]]);
        }
        return Math.min(1, sum / 2);
    }
}
