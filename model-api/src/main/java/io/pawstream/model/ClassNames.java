package io.pawstream.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** Finds the class that a label names: the one with the same name, else the first with this name in another case. */
public final class ClassNames {

    private final Map<String, Integer> exact = new HashMap<>();
    private final Map<String, Integer> lowerCase = new HashMap<>();

    /**
     * Creates a finder.
     *
     * @param classes names of the classes, in the order of the model card
     */
    public ClassNames(List<String> classes) {
        for (int i = 0; i < classes.size(); i++) {
            exact.put(classes.get(i), i);
            lowerCase.putIfAbsent(classes.get(i).toLowerCase(Locale.ROOT), i);
        }
    }

    /**
     * Finds a class.
     *
     * @param label the label of an image, such as the name of its folder
     * @return index of the class, from 0; empty if no class has this name
     */
    public OptionalInt indexOf(String label) {
        Integer index = exact.get(label);
        if (index == null) {
            index = lowerCase.get(label.toLowerCase(Locale.ROOT));
        }
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }
}
