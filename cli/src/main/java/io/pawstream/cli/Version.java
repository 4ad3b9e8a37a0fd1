package io.pawstream.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the manifest of this jar. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"pawstream " + (version == null ? "(not packaged)" : version)};
    }
}
