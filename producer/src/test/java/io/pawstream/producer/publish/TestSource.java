package io.pawstream.producer.publish;

import io.pawstream.sources.ImageSource;
import io.pawstream.sources.SourceImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Files whose bytes are their names. Reading a file fails if its name starts with "unreadable". */
final class TestSource implements ImageSource {

    private final List<String> names;

    TestSource(String... names) {
        this.names = List.of(names);
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public SourceImage get(int index) {
        return new TestImage(names.get(index));
    }

    @Override
    public void close() {}

    private record TestImage(String name) implements SourceImage {

        @Override
        public Optional<String> label() {
            return Optional.of("cat");
        }

        @Override
        public byte[] read() throws IOException {
            if (name.startsWith("unreadable")) {
                throw new IOException("cannot read " + name);
            }
            return name.getBytes(StandardCharsets.UTF_8);
        }
    }
}
