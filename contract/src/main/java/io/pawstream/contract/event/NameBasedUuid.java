package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Creates name-based UUIDs of version 5 (SHA-1), see RFC 9562 section 5.5. Equal names have equal UUIDs. */
public final class NameBasedUuid {

    /** Pawstream's namespace: the version 5 UUID of {@code pawstream.io} in the DNS namespace. */
    private static final UUID NAMESPACE =
            version5(UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "pawstream.io".getBytes(UTF_8));

    private NameBasedUuid() {}

    /**
     * Returns the UUID of a list of names.
     *
     * @param names any number of strings; each is hashed with its length, so that {@code ("ab", "c")} and {@code ("a",
     *     "bc")} have different UUIDs
     * @return a UUID of version 5 in Pawstream's namespace
     */
    public static UUID of(String... names) {
        byte[][] encoded = new byte[names.length][];
        int size = 0;
        for (int i = 0; i < names.length; i++) {
            encoded[i] = names[i].getBytes(UTF_8);
            size += Integer.BYTES + encoded[i].length;
        }
        ByteBuffer name = ByteBuffer.allocate(size);
        for (byte[] bytes : encoded) {
            name.putInt(bytes.length).put(bytes);
        }
        return version5(NAMESPACE, name.array());
    }

    static UUID version5(UUID namespace, byte[] name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
