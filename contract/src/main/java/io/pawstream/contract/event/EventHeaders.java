package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Record headers of an event in binary mode, in the form that the CloudEvents SDK accepts. */
final class EventHeaders {

    /** Prefix of the attributes in Kafka headers. */
    static final String PREFIX = "ce_";

    /** Prefix of the attributes in HTTP headers. Spring writes it to Kafka too. */
    private static final String HTTP_PREFIX = "ce-";

    private static final String VERSION = "specversion";
    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z0-9]+");

    private EventHeaders() {}

    /**
     * Returns the headers with the attributes of the event.
     *
     * @param headers headers of the record
     * @return the same headers, but attributes have the prefix {@value #PREFIX}, attributes whose name CloudEvents does
     *     not allow are missing, and the time is one that Java can parse
     */
    static Headers normalized(Headers headers) {
        boolean http =
                headers.lastHeader(PREFIX + VERSION) == null && headers.lastHeader(HTTP_PREFIX + VERSION) != null;
        String prefix = http ? HTTP_PREFIX : PREFIX;
        Headers normalized = new RecordHeaders();
        for (Header header : headers) {
            if (!header.key().startsWith(PREFIX) && !header.key().startsWith(prefix)) {
                normalized.add(header);
                continue;
            }
            String name = header.key().substring(prefix.length());
            if (header.key().startsWith(prefix) && ATTRIBUTE.matcher(name).matches()) {
                normalized.add(PREFIX + name, name.equals("time") ? time(header.value()) : header.value());
            }
        }
        return normalized;
    }

    /** {@return whether CloudEvents allows an attribute of this name} */
    static boolean isAttribute(String name) {
        return ATTRIBUTE.matcher(name).matches();
    }

    private static byte @Nullable [] time(byte @Nullable [] value) {
        return value == null
                ? null
                : EventTime.normalized(new String(value, UTF_8)).getBytes(UTF_8);
    }
}
