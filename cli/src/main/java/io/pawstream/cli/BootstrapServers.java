package io.pawstream.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses of Kafka brokers, and the converter of options for them. */
public final class BootstrapServers implements ITypeConverter<String> {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[0-9a-zA-Z._-]+):([0-9]{1,5})");
    private static final int MAX_PORT = 65_535;

    /** Creates a converter. */
    public BootstrapServers() {}

    /**
     * Checks the form of addresses, but not whether a broker responds there.
     *
     * @param addresses {@code HOST:PORT}, or several separated by commas
     * @return the addresses without spaces
     * @throws IllegalArgumentException if an address has a different form; the message names it
     */
    public static String parse(String addresses) {
        String compact = addresses.replace(" ", "");
        for (String address : compact.split(",", -1)) {
            Matcher parts = ADDRESS.matcher(address);
            if (!parts.matches()
                    || Integer.parseInt(parts.group(2)) > MAX_PORT
                    || Integer.parseInt(parts.group(2)) < 1) {
                throw new IllegalArgumentException("\"" + address
                        + "\" is not the address of a broker; it must be HOST:PORT with a port of 1 to " + MAX_PORT
                        + ", for example localhost:9092; separate several addresses by commas");
            }
        }
        return compact;
    }

    @Override
    public String convert(String addresses) {
        try {
            return parse(addresses);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
