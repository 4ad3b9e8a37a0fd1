package io.pawstream.cli;

import picocli.CommandLine.IVersionProvider;

/**
 * Prints {@code pawstream X.Y.Z} for {@code --version}. The build writes the version into the manifest of this module's
 * jar; outside a jar it is {@code (development build)}.
 */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"pawstream " + (version == null ? "(development build)" : version)};
    }
}
