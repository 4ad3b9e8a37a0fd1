package io.pawstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does without starting Java, in a copy of the project. */
class LauncherScriptTest {

    private static final String PROCESSOR_JAR = "stream-processor/target/quarkus-app/quarkus-run.jar";

    @TempDir
    private Path directory;

    private Path home;
    private Path cache;
    private Path output;

    @BeforeEach
    void copy() throws IOException {
        home = Files.createDirectory(directory.resolve("clone"));
        cache = directory.resolve("user/.cache/pawstream");
        Files.copy(Pipeline.HOME.resolve("pawstream"), home.resolve("pawstream"));
        for (String path : List.of("target/a", "vision/target/b", "vision/src/c", "models/m/model.onnx", "runs/d")) {
            write(home.resolve(path));
        }
        for (String path : List.of("javacpp/e", "djl/f", "onnxruntime/1/g", "photos.zip")) {
            write(cache.resolve(path));
        }
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "content");
    }

    private int pawstream(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("pawstream").toString()));
        command.addAll(List.of(arguments));
        output = directory.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", directory.resolve("user").toString());
        builder.environment().keySet().removeAll(List.of("PAWSTREAM_CACHE", "XDG_CACHE_HOME"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Test
    void cleanRemovesWhatABuildMakesAgain() throws Exception {
        assertThat(pawstream(Map.of(), "clean")).isZero();
        assertThat(home.resolve("target")).doesNotExist();
        assertThat(home.resolve("vision/target")).doesNotExist();
        assertThat(cache).isDirectoryNotContaining("glob:**/{javacpp,djl,onnxruntime}");
        assertThat(cache.resolve("photos.zip")).exists();
        assertThat(home.resolve("vision/src/c")).exists();
        assertThat(home.resolve("runs/d")).exists();
        assertThat(output).content().contains("removed " + home.resolve("vision/target"));
    }

    @Test
    void cleanAllRemovesEverythingButSourcesAndModels() throws Exception {
        assertThat(pawstream(Map.of(), "clean", "--all")).isZero();
        assertThat(cache).doesNotExist();
        assertThat(home.resolve("runs")).doesNotExist();
        assertThat(home.resolve("vision/src/c")).exists();
        assertThat(home.resolve("models/m/model.onnx")).exists();
    }

    @Test
    void cleanUsesTheCacheDirectoryOfTheEnvironment() throws Exception {
        Path other = directory.resolve("other");
        write(other.resolve("javacpp/h"));
        write(other.resolve("mine"));
        assertThat(pawstream(Map.of("PAWSTREAM_CACHE", other.toString()), "clean", "--all"))
                .isZero();
        assertThat(other.resolve("javacpp")).doesNotExist();
        assertThat(other.resolve("mine")).exists();
        assertThat(cache.resolve("javacpp")).exists();
    }

    @Test
    void cleanUsesTheCacheDirectoryOfTheDesktop() throws Exception {
        Path caches = directory.resolve("caches");
        write(caches.resolve("pawstream/javacpp/h"));
        Map<String, String> desktop = Map.of("XDG_CACHE_HOME", caches.toString());
        assertThat(pawstream(desktop, "clean")).isZero();
        assertThat(caches.resolve("pawstream")).doesNotExist();
        assertThat(cache.resolve("javacpp")).exists();
        assertThat(pawstream(Map.of("XDG_CACHE_HOME", "caches"), "clean")).isZero();
        assertThat(cache.resolve("javacpp")).doesNotExist();
    }

    @Test
    void cleanNamesAnUnknownOption() throws Exception {
        assertThat(pawstream(Map.of(), "clean", "--everything")).isEqualTo(1);
        assertThat(output).content().contains("unknown option \"--everything\"");
        assertThat(home.resolve("target")).exists();
    }

    @Test
    void theArchiveOfClassesIsUsedIfItIsNewerThanTheBuild() throws Exception {
        Map<String, String> jdk = Map.of("JAVA_HOME", jdkThatPrintsArguments().toString());
        write(home.resolve(PROCESSOR_JAR));
        Path archive = home.resolve("stream-processor/target/shared-classes-17.0.1.jsa");

        assertThat(pawstream(jdk, "process")).isZero();
        assertThat(output)
                .content()
                .contains("-XX:+RecordDynamicDumpInfo\n", "-Dclass-archive=" + archive + "\n")
                .doesNotContain("SharedArchiveFile");

        writeNewer(archive);
        assertThat(pawstream(jdk, "process")).isZero();
        assertThat(output)
                .content()
                .contains("-XX:SharedArchiveFile=" + archive + "\n")
                .doesNotContain("RecordDynamicDumpInfo", "class-archive");
    }

    @Test
    void theDemoWritesTheArchivesAgainIfThatOfTheProcessorIsMissing() throws Exception {
        Map<String, String> jdk = Map.of("JAVA_HOME", jdkThatPrintsArguments().toString());
        write(home.resolve(PROCESSOR_JAR));
        write(home.resolve("quickstart/target/quickstart.jar"));
        Path archive = home.resolve("quickstart/target/shared-classes-17.0.1.jsa");
        writeNewer(archive);

        assertThat(pawstream(jdk, "demo")).isZero();
        assertThat(output).content().contains("-Dclass-archive=" + archive + "\n");

        writeNewer(home.resolve("stream-processor/target/shared-classes-17.0.1.jsa"));
        assertThat(pawstream(jdk, "demo")).isZero();
        assertThat(output)
                .content()
                .contains("-XX:SharedArchiveFile=" + archive + "\n")
                .doesNotContain("class-archive");
    }

    private Path jdkThatPrintsArguments() throws IOException {
        Path jdk = directory.resolve("my jdk");
        Path java = jdk.resolve("bin/java");
        write(java);
        Files.writeString(java, "#!/bin/sh\nfor argument; do echo \"$argument\"; done\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        return jdk;
    }

    /** Writes a file that is newer than the jars that the test has written. */
    private static void writeNewer(Path file) throws IOException {
        write(file);
        assertThat(file.toFile().setLastModified(System.currentTimeMillis() + 2000))
                .isTrue();
    }

    @Test
    void aWrongJavaHomeIsNamed() throws Exception {
        assertThat(pawstream(Map.of("JAVA_HOME", "/nonexistent"), "topics")).isEqualTo(1);
        assertThat(output).content().contains("JAVA_HOME is \"/nonexistent\", which has no bin/java");
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        Path java = directory.resolve("jdk8/bin/java");
        write(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(directory.resolve("jdk8/release"), "JAVA_VERSION=\"1.8.0_401\"\n");
        assertThat(pawstream(Map.of("JAVA_HOME", directory.resolve("jdk8").toString()), "topics"))
                .isEqualTo(1);
        assertThat(output).content().contains("bin/java is Java 1.8.0; install JDK 17 or newer");
    }
}
