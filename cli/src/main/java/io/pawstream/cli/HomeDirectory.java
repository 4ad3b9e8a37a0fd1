package io.pawstream.cli;

import java.nio.file.Path;

/**
 * The directory of the project, in which all commands find their default paths, whatever the current directory is. Paths
 * that a user gives are relative to the current directory.
 */
public final class HomeDirectory {

    private HomeDirectory() {}

    /**
     * Returns a default path.
     *
     * @param name name of a file or directory of the project, such as {@code models}
     * @return the path in the directory that the launcher passes as {@code pawstream.home}; without it, a path relative
     *     to the current directory
     */
    public static Path resolve(String name) {
        return Path.of(System.getProperty("pawstream.home", "")).resolve(name);
    }
}
