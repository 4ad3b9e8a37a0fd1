package io.pawstream.trainer.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.download.PublishedArchive;
import io.pawstream.onnx.download.PublishedFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code data download}: downloads the published photo archive. */
@Command(
        name = "download",
        mixinStandardHelpOptions = true,
        description =
                "Downloads the published photo archive (825 MB) and verifies it; resumes an interrupted download.")
final class DownloadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Cache directory (default: ~/.cache/pawstream, which \"--data published\" reads).")
    private Path cache = Download.defaultCache();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Alternative URL of the same file (default: the server of Microsoft).")
    private URI url = PublishedArchive.ADDRESS;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PublishedFile archive = archive();
        try (CountProgress progress = new CountProgress(
                out, Terminal.isInteractive(), "downloading " + archive.name(), CountProgress.Unit.MEGABYTES)) {
            Download download = new Download(cache, progress::reached);
            Optional<Path> cached = download.find(archive);
            if (cached.isPresent()) {
                out.println("already downloaded; checksum verified");
            }
            Path file = cached.isPresent() ? cached.get() : download.get(archive);
            boolean published = cache.equals(Download.defaultCache());
            out.println(file);
            out.println("use it with --data " + (published ? "published" : file));
        }
        out.flush();
        return 0;
    }

    private PublishedFile archive() {
        try {
            return PublishedArchive.at(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--url: " + e.getMessage(), e);
        }
    }
}
