package io.pawstream.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an option whose value is one of a few words, in the spelling of their {@code toString}. */
public final class WordConverter<T> implements ITypeConverter<T> {

    private final List<T> values;

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
