package io.pawstream.processor.models;

import io.pawstream.contract.selection.ModelReference;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.model.ModelCard;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requires that canary and shadow have the classes of the default model, in any order. Otherwise the labels of a topic
 * would depend on the traffic share, and the shadow could not be compared.
 */
final class SelectedClasses {

    private static final int MOST_NAMES = 3;

    private SelectedClasses() {}

    /**
     * Compares the classes of the models of a selection.
     *
     * @param selection the selection
     * @param cards the cards of its models; missing ones are not compared
     * @return how the classes of the canary or the shadow differ; empty if they do not
     */
    static Optional<String> error(Selection selection, Map<ModelReference, ModelCard> cards) {
        ModelCard common = cards.get(selection.defaultModel());
        return error("canary", selection.canary(), common, cards)
                .or(() -> error("shadow", selection.shadow(), common, cards));
    }

    private static Optional<String> error(
            String role,
            @Nullable TrafficShare share,
            @Nullable ModelCard common,
            Map<ModelReference, ModelCard> cards) {
        ModelCard card = share == null ? null : cards.get(share.reference());
        if (card == null || common == null) {
            return Optional.empty();
        }
        Set<String> expected = new HashSet<>(common.classes());
        Set<String> actual = new HashSet<>(card.classes());
        if (expected.equals(actual)) {
            return Optional.empty();
        }
        List<String> lacks =
                common.classes().stream().filter(name -> !actual.contains(name)).toList();
        List<String> adds =
                card.classes().stream().filter(name -> !expected.contains(name)).toList();
        return Optional.of(role + " \"" + card.name() + "\" has other classes than the default model \"" + common.name()
                + "\": it lacks " + names(lacks) + " and adds " + names(adds)
                + "; both models must have the same classes, in any order");
    }

    private static String names(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.isEmpty()
                ? "none"
                : names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }
}
