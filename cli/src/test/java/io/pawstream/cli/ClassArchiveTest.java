package io.pawstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ClassArchiveTest {

    /** A program that writes an archive when it ends. */
    static final class Program {
        public static void main(String[] args) {
            System.out.println("written: " + ClassArchive.write());
        }
    }

    @TempDir
    private Path directory;

    private String run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", jar().toString(), Program.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** An archive contains only classes from jars. */
    private Path jar() throws IOException {
        Path jar = directory.resolve("program.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (Class<?> each : List.of(Program.class, ClassArchive.class)) {
                String name = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = each.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void theNextRunLoadsItsClassesFromTheArchive() throws Exception {
        // A path may contain spaces.
        Path archive = Files.createDirectory(directory.resolve("my project")).resolve("classes.jsa");
        String first = run("-XX:+RecordDynamicDumpInfo", "-D" + ClassArchive.PROPERTY + "=" + archive);
        assertThat(first).contains("written: true");
        assertThat(archive).isNotEmptyFile();
        assertThat(archive.getParent().toFile().list()).containsExactly("classes.jsa");

        String second = run("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load");
        assertThat(second).containsPattern(ClassArchive.class.getName() + " source: shared objects file");
    }

    @Test
    void writesNothingWithoutARequest() throws Exception {
        assertThat(run()).isEqualToIgnoringNewLines("written: false");
    }
}
