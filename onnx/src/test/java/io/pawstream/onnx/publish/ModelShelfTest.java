package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {

    private static final int LENGTH = 50;

    @TempDir
    private Path root;

    private void put(String content) throws IOException {
        ModelShelf shelf = new ModelShelf(root);
        Path staged = shelf.stage("m");
        for (int i = 0; i < LENGTH; i++) {
            Files.writeString(staged.resolve("a"), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        shelf.put("m", staged);
    }

    @Test
    void whatAnInterruptedRunLeftIsGone() throws IOException {
        Files.writeString(new ModelShelf(root).stage("m").resolve("half"), "half");
        put("whole");
        assertThat(root.resolve("m/half")).doesNotExist();
        try (Stream<Path> files = Files.list(root)) {
            assertThat(files).containsExactly(root.resolve("m"));
        }
    }

    @Test
    void aReaderNeverSeesHalfAModel() throws Exception {
        put("0");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int complete = 0;
            while (!done.get()) {
                complete += isComplete() ? 1 : 0;
            }
            return complete;
        });
        for (int i = 1; i <= 100; i++) {
            put(Integer.toString(i % 10));
        }
        done.set(true);
        assertThat(reader.get()).isPositive();
        assertThat(root.resolve("m/a")).hasContent("0".repeat(LENGTH));
    }

    /** Whether the model is there; what is there must be whole. */
    private boolean isComplete() {
        try {
            String content = Files.readString(root.resolve("m/a"));
            assertThat(content).hasSize(LENGTH).matches("(.)\\1*");
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
