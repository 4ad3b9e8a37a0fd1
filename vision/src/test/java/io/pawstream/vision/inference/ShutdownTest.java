package io.pawstream.vision.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

    @TempDir
    private Path directory;

    @Test
    void aModelWorksUntilTheProcessHasEnded() throws Exception {
        Path onnx = Path.of(System.getProperty("pawstream.home", ".."), "models", "model5-8bit", "model.onnx");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:ErrorFile=" + directory.resolve("hs_err_%p.log"),
                        "-Dai.djl.offline=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UseInShutdown.class.getName(),
                        onnx.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output).contains(UseInShutdown.DONE);
    }
}
