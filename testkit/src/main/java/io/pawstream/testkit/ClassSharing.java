package io.pawstream.testkit;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The archive of the classes of a processor, with which Java starts it in half the time. The launcher writes and uses
 * the same file.
 */
final class ClassSharing {

    /** System property of a program that writes an archive of its classes when it ends; the same for the processor. */
    static final String REQUEST = "class-archive";

    /** Java ignores an archive that does not fit; the messages about it would be in the log of the processor. */
    private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off");

    private ClassSharing() {}

    /**
     * Returns the JVM options.
     *
     * @param home root directory of the project
     * @param jar jar of the processor
     * @return options that use the archive if it is newer than the jar; options that write one if there is none and this
     *     program writes one as well; otherwise none
     */
    static List<String> options(Path home, Path jar) {
        Path archive = archive(home);
        if (archive.toFile().lastModified() > jar.toFile().lastModified()) {
            return quietly("-XX:SharedArchiveFile=" + archive);
        }
        return System.getProperty(REQUEST) == null
                ? List.of()
                : quietly("-XX:+RecordDynamicDumpInfo", "-D" + REQUEST + "=" + archive);
    }

    private static List<String> quietly(String... options) {
        return Stream.concat(QUIET.stream(), Stream.of(options)).toList();
    }

    /** Returns the archive for this version of Java, which may not exist. */
    static Path archive(Path home) {
        String version =
                Runtime.version().version().stream().map(String::valueOf).collect(joining("."));
        return home.resolve(Path.of("stream-processor", "target", "shared-classes-" + version + ".jsa"))
                .toAbsolutePath()
                .normalize();
    }
}
