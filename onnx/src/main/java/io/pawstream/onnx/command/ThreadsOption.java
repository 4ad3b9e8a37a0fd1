package io.pawstream.onnx.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many processors to use. */
public final class ThreadsOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--threads", paramLabel = "N", description = "threads that compute (default: all processors)")
    void setThreads(int threads) {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads is " + threads + "; it must be at least 1");
        }
        this.threads = threads;
    }

    /** Tells DJL, which looks when its PyTorch engine is first used, and returns the number. */
    public int apply() {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        return threads;
    }
}
