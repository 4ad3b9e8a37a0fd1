package io.pawstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The archive of the classes that this program has loaded. At a later start, Java maps the archive instead of loading
 * the classes from jars (class data sharing), which halves the time of the start. Java must run with {@code
 * -XX:+RecordDynamicDumpInfo}. An archive is valid for the same jars and the same build of Java; Java ignores others.
 */
public final class ClassArchive {

    /** System property with the path of the archive. Without it, no archive is written. */
    public static final String PROPERTY = "class-archive";

    /** An archive takes less. Java ends the program if the disk is full. */
    private static final long MIN_FREE_BYTES = 200L << 20;

    private ClassArchive() {}

    /** {@return whether this run writes an archive} */
    public static boolean isRequested() {
        return System.getProperty(PROPERTY) != null;
    }

    /**
     * Writes the archive if {@link #isRequested}. This stops all threads for several seconds, so it belongs at the end of
     * a run. The file appears in one step, because Java crashes with an incomplete archive.
     *
     * @return whether the archive was written; programs work without it
     */
    public static boolean write() {
        String path = System.getProperty(PROPERTY);
        if (path == null) {
            return false;
        }
        // Another run may write the same archive at the same time.
        Path own = Path.of(path + "." + ProcessHandle.current().pid());
        if (own.toAbsolutePath().resolveSibling("").toFile().getUsableSpace() < MIN_FREE_BYTES) {
            return false;
        }
        PrintStream out = System.out;
        // Java prints the path.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", "\"" + own + "\""}},
                            new String[] {String[].class.getName()});
            Files.move(own, Path.of(path), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException | JMException | RuntimeException e) {
            // This build of Java cannot do it, or the directory is not writable.
            return false;
        } finally {
            System.setOut(out);
        }
    }
}
