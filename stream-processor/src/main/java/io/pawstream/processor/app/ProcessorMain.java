package io.pawstream.processor.app;

import io.pawstream.cli.CommandLines;
import io.pawstream.cli.TemporaryDirectory;
import io.pawstream.processor.control.ModelsCommand;
import io.pawstream.processor.replay.ReplayCommand;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/**
 * Entry point of the service and of three commands: {@code process}, which runs the service with options, {@code
 * models}, a client of a running service, and {@code replay}, which runs the service until it has classified a range of
 * records.
 */
@QuarkusMain
public final class ProcessorMain {

    private ProcessorMain() {}

    /**
     * Runs the command that the first argument names, by default {@code process}.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        String verb = args.length > 0 ? args[0] : "";
        String[] options = Arrays.stream(args).skip(1).toArray(String[]::new);
        switch (verb) {
            // Quarkus exits the process, except in dev mode, where it restarts the service.
            case "" -> process(Map.of());
            case "models" -> System.exit(execute(new ModelsCommand(), options));
            case "replay" -> System.exit(execute(new ReplayCommand(ProcessorMain::replay), options));
            case "process" -> System.exit(execute(new ProcessCommand(ProcessorMain::process), options));
            default -> System.exit(execute(new ProcessCommand(ProcessorMain::process), args));
        }
    }

    private static int process(Map<String, String> settings) {
        prepare(settings);
        Quarkus.run();
        return ApplicationLifecycleManager.getExitCode();
    }

    private static int replay(Map<String, String> settings) {
        prepare(settings);
        Quarkus.run(ReplayApplication.class, (exitCode, failure) -> {
            if (failure != null) {
                System.err.println("replay failed: " + failure.getMessage());
            }
        });
        return ApplicationLifecycleManager.getExitCode();
    }

    /** Applies settings, and checks what the start of Quarkus needs. */
    private static void prepare(Map<String, String> settings) {
        settings.forEach(System::setProperty);
        // Otherwise, the environment variable of this name replaces the address localhost:9092.
        System.setProperty("kafka.bootstrap.servers", "${quarkus.kafka-streams.bootstrap-servers}");
        Thread.setDefaultUncaughtExceptionHandler(Termination::uncaught);
        ShutdownLimit.install();
        try {
            TemporaryDirectory.requireUsable();
        } catch (IOException e) {
            new Termination().startFailed(e.getMessage());
        }
        NativeLibraries.load();
    }

    private static int execute(Object command, String[] options) {
        return CommandLines.configure(new CommandLine(command)).execute(options);
    }
}
