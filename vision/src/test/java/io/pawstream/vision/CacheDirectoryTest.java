package io.pawstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheDirectoryTest {

    private static final List<String> PROPERTIES =
            List.of("org.bytedeco.javacpp.cachedir", "DJL_CACHE_DIR", "onnxruntime.native.path");

    private final Map<String, String> before = new HashMap<>();

    @TempDir
    private Path directory;

    @BeforeEach
    void clear() {
        PROPERTIES.forEach(name -> before.put(name, System.clearProperty(name)));
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void isInTheHomeDirectoryUnlessAVariableIsSet() {
        assertThat(path(Map.of())).isEqualTo(Path.of("/home/me/.cache/pawstream"));
        assertThat(path(Map.of("PAWSTREAM_CACHE", " "))).isEqualTo(Path.of("/home/me/.cache/pawstream"));
        assertThat(path(Map.of("XDG_CACHE_HOME", "/caches"))).isEqualTo(Path.of("/caches/pawstream"));
        assertThat(path(Map.of("XDG_CACHE_HOME", "relative"))).isEqualTo(Path.of("/home/me/.cache/pawstream"));
        assertThat(path(Map.of("XDG_CACHE_HOME", "/caches", "PAWSTREAM_CACHE", "/var/cache/p")))
                .isEqualTo(Path.of("/var/cache/p"));
    }

    private static Path path(Map<String, String> environment) {
        return CacheDirectory.path(environment, "/home/me");
    }

    @Test
    void allNativeLibrariesAreBelowIt() throws Exception {
        Path cache = directory.resolve("new");
        CacheDirectory.use(cache);
        assertThat(PROPERTIES).allSatisfy(name -> assertThat(Path.of(System.getProperty(name)))
                .startsWithRaw(cache));
        Path libraries = Path.of(System.getProperty("onnxruntime.native.path"));
        assertThat(libraries.resolve(System.mapLibraryName("onnxruntime"))).isNotEmptyFile();
        assertThat(libraries.resolve(System.mapLibraryName("onnxruntime4j_jni")))
                .isNotEmptyFile();
        assertThat(libraries).isDirectoryNotContaining("glob:**.unpacking*");
    }

    @Test
    void libraryIsUnpackedOnce() throws Exception {
        Path libraries = OnnxRuntimeLibraries.unpack(directory).orElseThrow();
        Path library = Files.writeString(libraries.resolve(System.mapLibraryName("onnxruntime")), "unpacked before");
        assertThat(OnnxRuntimeLibraries.unpack(directory)).hasValue(libraries);
        assertThat(library).hasContent("unpacked before");
    }

    @Test
    void propertiesOfTheUserHavePrecedence() {
        System.setProperty("DJL_CACHE_DIR", "/mine");
        CacheDirectory.use(directory);
        assertThat(System.getProperty("DJL_CACHE_DIR")).isEqualTo("/mine");
    }

    @Test
    void anUnusableDirectoryChangesNothing() throws Exception {
        CacheDirectory.use(Files.writeString(directory.resolve("file"), "").resolve("cache"));
        CacheDirectory.use(Path.of("?/.cache"));
        assertThat(PROPERTIES)
                .allSatisfy(name -> assertThat(System.getProperty(name)).isNull());
    }
}
