package io.pawstream.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the names in a zip archive. A name without a stated character set is in UTF-8 if its bytes are valid UTF-8.
 * Otherwise the character set is a guess for the whole archive: Shift-JIS if that gives Japanese names, else CP437, the
 * original character set of the format, in which any bytes are a name.
 */
final class ZipNames {

    private static final Charset CP437 = Charset.forName("IBM437");
    private static final Charset SHIFT_JIS = Charset.forName("windows-31j");

    private static final Pattern JAPANESE =
            Pattern.compile("[\\p{ASCII}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\u3000-\\u303F\\uFF01-\\uFF5E]*");

    /** In a name of a western language, the bytes of a supposed Japanese character are a part of a word. */
    private static final Predicate<String> WESTERN =
            Pattern.compile("[A-Za-z]\\P{ASCII}|\\P{ASCII}[A-Za-z]").asPredicate();

    private final Charset fallback;

    /** Guesses the character set of the names that state none. */
    ZipNames(List<ZipMember> members) {
        List<byte[]> unknown = members.stream()
                .filter(member -> member.unicodeName() == null)
                .map(ZipMember::rawName)
                .filter(name -> decode(name, UTF_8) == null)
                .toList();
        fallback = areJapanese(unknown) ? SHIFT_JIS : CP437;
    }

    private static boolean areJapanese(List<byte[]> names) {
        List<String> decoded = names.stream()
                .map(name -> decode(name, SHIFT_JIS))
                .filter(name -> name != null && JAPANESE.matcher(name).matches())
                .collect(Collectors.toList());
        return decoded.size() == names.size()
                && decoded.stream().filter(WESTERN).count() * 2 < decoded.size();
    }

    /**
     * Returns the path of a member.
     *
     * @param member a member of the archive
     * @return its path with forward slashes and without empty parts, {@code .} and {@code ..}; it ends with a slash if
     *     the member is a directory
     */
    String path(ZipMember member) {
        String name = Objects.requireNonNullElseGet(member.unicodeName(), () -> decode(member.rawName()));
        // Some programs for Windows write backslashes.
        String slashes = name.replace('\\', '/');
        String path = Arrays.stream(slashes.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
                .collect(Collectors.joining("/"));
        return slashes.endsWith("/") ? path + "/" : path;
    }

    private String decode(byte[] name) {
        String utf8 = decode(name, UTF_8);
        return utf8 == null ? new String(name, fallback) : utf8;
    }

    private static @Nullable String decode(byte[] name, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(name)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
