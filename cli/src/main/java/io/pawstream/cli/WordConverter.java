package io.pawstream.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Converts an option that allows a fixed set of words, each the {@code toString()} of its value.
 *
 * @param <T> type of the values, usually an enum
 */
public final class WordConverter<T> implements ITypeConverter<T> {

    private final List<T> values;

    /**
     * Creates a converter.
     *
     * @param values all allowed values, in the order in which an error message lists them
     */
    public WordConverter(T[] values) {
        this.values = List.of(values);
    }

    @Override
    public T convert(String text) {
        return values.stream()
                .filter(value -> value.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + text + "\" is not one of " + values));
    }
}
