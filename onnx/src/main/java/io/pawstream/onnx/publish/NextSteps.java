package io.pawstream.onnx.publish;

import io.pawstream.cli.HomeDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands to run after a model has been published.
 *
 * <pre>{@code
 * new NextSteps("model3", Path.of("models")).evaluate("photos").use("photos").print(out);
 * }</pre>
 */
public final class NextSteps {

    private final String model;
    private final boolean isDefault;
    private final String models;
    private final List<String> lines = new ArrayList<>();

    /**
     * Starts with no commands.
     *
     * @param model name of the model
     * @param repository directory of the model repository
     */
    public NextSteps(String model, Path repository) {
        this.model = model;
        this.isDefault = repository.equals(HomeDirectory.resolve("models"));
        this.models = isDefault ? "" : " --models " + ShellWord.of(repository.toString());
    }

    /**
     * Adds a command.
     *
     * @param purpose what it does, at most 21 characters
     * @param command the command line
     * @return this
     */
    public NextSteps add(String purpose, String command) {
        lines.add(String.format("  %-22s %s", purpose + ":", command));
        return this;
    }

    /**
     * Adds the command {@code evaluate}.
     *
     * @param images value of {@code --data}, followed by other options
     * @return this
     */
    public NextSteps evaluate(String images) {
        return add("measure its accuracy", "./pawstream evaluate --model " + model + models + " --data " + images);
    }

    /**
     * Adds the command {@code report}.
     *
     * @param names the models to report on
     * @param images value of {@code --data}
     * @return this
     */
    public NextSteps report(List<String> names, String images) {
        String options = names.stream().map(name -> " --model " + name).collect(Collectors.joining());
        return add("write a report", "./pawstream report" + options + models + " --data " + images);
    }

    /**
     * Adds the commands that run the model, which they read from the default repository only.
     *
     * @param images value of {@code --images}
     * @return this
     */
    public NextSteps use(String images) {
        return isDefault
                ? add("run the pipeline", "./pawstream demo --model " + model + " --images " + images)
                        .add("use it in the service", "./pawstream models select " + model)
                : this;
    }

    /**
     * Prints the commands, one per line.
     *
     * @param printer where to print
     */
    public void print(PrintWriter printer) {
        printer.println("next:");
        lines.forEach(printer::println);
    }
}
