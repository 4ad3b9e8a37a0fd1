package io.pawstream.onnx.publish;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Training;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads typed values from the training options of a model card. */
final class CardOptions {

    private final String model;
    private final Map<String, String> options;
    private final long seed;

    /**
     * Reads the options of a card.
     *
     * @throws ModelException if the card has no training options
     */
    CardOptions(ModelCard card) throws ModelException {
        Training training = card.training();
        if (training == null || training.options() == null) {
            throw new ModelException("the card of " + card.name() + " has no training options");
        }
        this.model = card.name();
        this.options = training.options();
        this.seed = training.seed();
    }

    /** {@return the seed of the training} */
    long seed() {
        return seed;
    }

    /** {@return the value of an option; absent if the card does not have it} */
    @Nullable
    String find(String name) {
        return options.get(name);
    }

    /** {@return the value of an option, or a default if the card does not have it} */
    String text(String name, String byDefault) {
        String value = options.get(name);
        return value == null ? byDefault : value;
    }

    /**
     * Returns the value of an option.
     *
     * @throws ModelException if the card does not have it
     */
    String text(String name) throws ModelException {
        String value = options.get(name);
        if (value == null) {
            throw new ModelException("the card of " + model + " has no training option \"" + name + "\"");
        }
        return value;
    }

    /**
     * Returns the value of a numeric option.
     *
     * @param parser a parser that throws NumberFormatException for invalid text
     * @throws ModelException if the card does not have it, or its value is not a number
     */
    <T extends Number> T number(String name, Function<String, T> parser) throws ModelException {
        return parse(name, text(name), parser);
    }

    /** {@return the value of a numeric option, or a default if the card does not have it} */
    <T extends Number> T number(String name, Function<String, T> parser, T byDefault) throws ModelException {
        String value = options.get(name);
        return value == null ? byDefault : parse(name, value, parser);
    }

    private <T extends Number> T parse(String name, String value, Function<String, T> parser) throws ModelException {
        try {
            return parser.apply(value);
        } catch (NumberFormatException e) {
            throw invalid(name, value, "it must be a number");
        }
    }

    /**
     * Returns the value of an option that is one of a few words.
     *
     * @param values the allowed values; the word of each is its {@code toString}
     * @throws ModelException if the card does not have it, or its value is another word
     */
    <T> T word(String name, T[] values) throws ModelException {
        String word = text(name);
        for (T value : values) {
            if (value.toString().equals(word)) {
                return value;
            }
        }
        throw invalid(name, word, "allowed: " + Arrays.toString(values));
    }

    private ModelException invalid(String name, String value, String allowed) {
        return new ModelException(
                "the card of " + model + " has training option " + name + " \"" + value + "\"; " + allowed);
    }
}
