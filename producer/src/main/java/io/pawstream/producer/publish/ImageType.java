package io.pawstream.producer.publish;

import java.util.Locale;
import java.util.Set;

/** Recognizes images by file name, and their media type by the first bytes. */
final class ImageType {

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jfif", "mpo", "png", "gif", "bmp", "webp");
    private static final String UNKNOWN = "application/octet-stream";

    private ImageType() {}

    /**
     * {@return whether a file name has an image extension} Archives contain other files too, such as {@code Thumbs.db}.
     */
    static boolean isImageName(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** {@return the media type according to the first bytes; {@value #UNKNOWN} if they match no known format} */
    static String contentType(byte[] data) {
        if (begins(data, 0, 0xFF, 0xD8, 0xFF)) {
            return "image/jpeg";
        }
        if (begins(data, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return "image/png";
        }
        if (begins(data, 0, 'G', 'I', 'F', '8')) {
            return "image/gif";
        }
        if (begins(data, 0, 'R', 'I', 'F', 'F') && begins(data, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        return begins(data, 0, 'B', 'M') ? "image/bmp" : UNKNOWN;
    }

    private static boolean begins(byte[] data, int from, int... signature) {
        if (data.length < from + signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((data[from + i] & 255) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
