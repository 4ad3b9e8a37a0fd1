package io.pawstream.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.pawstream.contract.event.ImageEvent;
import io.pawstream.contract.event.ImageEventCodec;
import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.event.RecordAddress;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads the image event in the body of a {@code POST} request: a CloudEvent in structured mode ({@code
 * application/cloudevents+json}) or binary mode ({@code ce-} headers), a form with one file ({@code
 * multipart/form-data}), or the encoded image with any other content type.
 */
final class ImageUpload {

    private static final String SOURCE = "pawstream:page";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String IDENTITY = "identity";
    private static final String ATTRIBUTE_PREFIX = "ce-";
    private static final int MAX_NAME = 200;

    private final Clock clock;

    /**
     * Creates a reader.
     *
     * @param clock time of the events of plain images
     */
    ImageUpload(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads an event.
     *
     * @param headers headers of the request
     * @param body body of the request
     * @return the event; a plain image gets a random id
     * @throws MalformedEventException if the body is compressed or empty, is not a valid form, or is not a valid CloudEvent
     */
    ImageEvent read(MultiMap headers, byte[] body) throws MalformedEventException {
        String encoding = Objects.requireNonNullElse(headers.get("Content-Encoding"), IDENTITY);
        if (!encoding.equalsIgnoreCase(IDENTITY)) {
            throw new MalformedEventException(
                    "Content-Encoding is \"" + encoding + "\"; send the body without compression", null);
        }
        String contentType = Objects.requireNonNullElse(headers.get(CONTENT_TYPE), "");
        String mediaType = contentType.toLowerCase(Locale.ROOT);
        if (mediaType.startsWith("application/cloudevents") || hasAttributes(headers)) {
            // The codec also reads plain records, but this event is not one: it needs no position.
            return ImageEventCodec.read(new RecordAddress("", 0, 0), recordHeaders(headers), body);
        }
        String name = fileName(headers.get("X-File-Name"));
        if (mediaType.startsWith("multipart/")) {
            return file(contentType, body, name);
        }
        return image(name, contentType, body);
    }

    private static boolean hasAttributes(MultiMap headers) {
        return headers.names().stream().anyMatch(ImageUpload::isAttribute);
    }

    private static boolean isAttribute(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith(ATTRIBUTE_PREFIX);
    }

    /** Translates the headers of the HTTP protocol binding of CloudEvents to those of the Kafka protocol binding. */
    private static Headers recordHeaders(MultiMap headers) {
        Headers translated = new RecordHeaders();
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (isAttribute(name)) {
                String attribute = "ce_" + name.substring(ATTRIBUTE_PREFIX.length());
                translated.add(attribute, percentDecoded(header.getValue()).getBytes(UTF_8));
            } else if (name.equalsIgnoreCase(CONTENT_TYPE)) {
                translated.add("content-type", header.getValue().getBytes(UTF_8));
            }
        }
        return translated;
    }

    private static String percentDecoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private ImageEvent file(String contentType, byte[] body, @Nullable String name) throws MalformedEventException {
        FullHttpRequest form =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
        form.headers().set(CONTENT_TYPE, contentType);
        HttpPostMultipartRequestDecoder decoder = null;
        try {
            decoder = new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), form);
            List<FileUpload> files = decoder.getBodyHttpDatas().stream()
                    .filter(FileUpload.class::isInstance)
                    .map(FileUpload.class::cast)
                    .toList();
            if (files.size() != 1) {
                throw new MalformedEventException(
                        "the form has " + files.size() + " files; it must have one, as with curl -F image=@cat.jpg",
                        null);
            }
            FileUpload file = files.get(0);
            return image(
                    name == null ? shortened(file.getFilename()) : name,
                    Objects.requireNonNullElse(file.getContentType(), ""),
                    file.get());
        } catch (IOException | RuntimeException e) {
            // The decoder throws various unchecked exceptions for invalid forms.
            throw new MalformedEventException("the body is not a valid form of the type multipart/form-data", e);
        } finally {
            if (decoder != null) {
                decoder.destroy();
            }
        }
    }

    private ImageEvent image(@Nullable String name, String contentType, byte[] data) throws MalformedEventException {
        if (data.length == 0) {
            throw new MalformedEventException(
                    "the request contains no image; send one as the body, as with curl --data-binary @cat.jpg", null);
        }
        return new ImageEvent(
                UUID.randomUUID().toString(),
                SOURCE,
                name,
                OffsetDateTime.now(clock),
                // Any other type describes the request, such as the one that curl sets by default.
                contentType.startsWith("image/") ? contentType : null,
                null,
                null,
                null,
                data);
    }

    /** Decodes the file name; returns null if the header is missing, blank or not URL-encoded. */
    static @Nullable String fileName(@Nullable String header) {
        try {
            return shortened(header == null ? "" : URLDecoder.decode(header, UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String shortened(String name) {
        return name.isBlank() ? null : name.substring(0, Math.min(name.length(), MAX_NAME));
    }
}
