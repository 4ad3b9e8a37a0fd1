package io.pawstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk in memory. It is mounted in a namespace of its own, for which Linux asks no rights of root. The process that
 * holds the namespace ends with this one, and the disk with it.
 */
final class MemoryDisk implements Closeable {

    private static final String SIZE = "1g";
    private static final String DONE = "done";

    /** Mounts the disk, and changes its size to each line of the input. Replies with one line each time. */
    private static final String SCRIPT = """
            attempt() { reason=$("$@" 2>&1) && echo done || echo $reason; }
            attempt mount -t tmpfs -o size=%s tmpfs "$1"
            while read -r size; do attempt mount -o "remount,size=$size" tmpfs "$1"; done
            """.formatted(SIZE);

    /** The least size; 0 would be no limit. */
    private static final long LEAST_KIB = 1;

    private static final int RESIZE_ATTEMPTS = 100;

    private final Process process;
    private final Path path;
    private final BufferedReader output;
    private final BufferedWriter input;

    private MemoryDisk(Process process, Path directory) {
        this.process = process;
        path = Path.of("/proc/" + process.pid() + "/root" + directory.toAbsolutePath());
        output = process.inputReader(UTF_8);
        input = process.outputWriter(UTF_8);
    }

    /**
     * Mounts a disk.
     *
     * @param directory an empty directory, in which other processes do not see the disk
     * @throws IOException if this process may not mount disks; the message names what is missing
     */
    static MemoryDisk mount(Path directory) throws IOException {
        try {
            MemoryDisk disk = new MemoryDisk(
                    new ProcessBuilder(
                                    "unshare",
                                    "--user",
                                    "--map-root-user",
                                    "--mount",
                                    "sh",
                                    "-c",
                                    SCRIPT,
                                    "sh",
                                    "" + directory)
                            .redirectErrorStream(true)
                            .start(),
                    directory);
            String reply = disk.output.readLine();
            if (DONE.equals(reply)) {
                return disk;
            }
            disk.close();
            throw new IOException(reply);
        } catch (IOException e) {
            throw new IOException(
                    "cannot mount a disk in memory: " + e.getMessage()
                            + "; this needs Linux, unshare and mount (package util-linux), and user namespaces",
                    e);
        }
    }

    /**
     * Checks whether this process may mount disks.
     *
     * @throws IOException if it may not; the message names what is missing
     */
    static void requireMount() throws IOException {
        Path directory = Leftovers.add(Files.createTempDirectory("pawstream-disk-"));
        try {
            mount(directory).close();
        } finally {
            Leftovers.delete(directory);
        }
    }

    /** {@return the directory of the disk, which all processes of this user can open} */
    Path path() {
        return path;
    }

    /** Leaves no room beyond what is in use. Each later write that needs room fails: no space left on device. */
    void fill() throws IOException {
        File file = path.toFile();
        String reply = "";
        // Other processes write meanwhile.
        for (int i = 0; i < RESIZE_ATTEMPTS; i++) {
            long usedKib = (file.getTotalSpace() - file.getFreeSpace()) >> 10;
            reply = resize(Math.max(LEAST_KIB, usedKib) + "k");
            if (reply.equals(DONE)) {
                return;
            }
        }
        throw new IOException("cannot fill the disk " + path + ": " + reply);
    }

    /** Sets the size that the disk had at first. */
    void makeRoom() throws IOException {
        String reply = resize(SIZE);
        if (!reply.equals(DONE)) {
            throw new IOException("cannot make room on the disk " + path + ": " + reply);
        }
    }

    /** Changes the size of the disk, and returns the reply of the script. */
    private String resize(String size) throws IOException {
        input.write(size);
        input.newLine();
        input.flush();
        return String.valueOf(output.readLine());
    }

    /** Unmounts the disk once no process uses it. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
