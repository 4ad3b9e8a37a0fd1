package io.pawstream.processor.control;

import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code models}: which models there are and which of them classify. */
@Command(
        name = "models",
        description = "Lists and selects the models of a processor that runs.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | select | canary | shadow)")
public final class ModelsCommand {

    private static final String ROW = "%-24s  %-15s  %-13s  %s%n";

    @Command(
            name = "list",
            description = "Prints the models in the repository, and what they are selected for.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ClientOptions options) throws IOException {
        ProcessorClient client = options.client();
        SelectionState state = client.selection();
        options.out().printf(ROW, "model", "version", "test accuracy", "state");
        for (InstanceStatus.Model model : client.models()) {
            options.out()
                    .printf(
                            ROW,
                            model.name(),
                            model.version() == null ? "" : model.version(),
                            model.accuracy() == null
                                    ? ""
                                    : String.format(Locale.ROOT, "%.2f%%", 100 * model.accuracy()),
                            model.error() == null
                                    ? jobs(model.name(), state.selection())
                                    : "refused: " + model.error());
        }
        options.out().println("selection: revision " + state.revision());
        if (state.desired() != null) {
            options.out()
                    .println("revision " + state.desired().revision() + " is not in force: "
                            + (state.desired().error() == null
                                    ? "its models are being loaded"
                                    : state.desired().error()));
        }
        options.out().flush();
        return 0;
    }

    private static String jobs(String model, Selection selection) {
        List<String> jobs = new ArrayList<>();
        if (model.equals(selection.model())) {
            jobs.add("default");
        }
        addPortion("canary", model, selection.canary(), jobs);
        addPortion("shadow", model, selection.shadow(), jobs);
        return String.join(", ", jobs);
    }

    private static void addPortion(String job, String model, TrafficShare portion, List<String> jobs) {
        if (portion != null && portion.model().equals(model)) {
            jobs.add(String.format(Locale.ROOT, "%s for %.2f%%", job, 100 * portion.share()));
        }
    }

    @Command(
            name = "select",
            description = "Makes a model the one that classifies. Canary and shadow stay.",
            mixinStandardHelpOptions = true)
    int select(
            @Parameters(paramLabel = "NAME", description = "Name of the model.") String model,
            @Mixin ClientOptions options,
            @Mixin WaitOptions waiting)
            throws IOException {
        return change(options, waiting, last -> new Selection(model, last.canary(), last.shadow()));
    }

    @Command(
            name = "canary",
            description = "Lets a model classify a part of the images, the same ones each time.",
            mixinStandardHelpOptions = true)
    int canary(@Mixin TrafficShareOptions portion, @Mixin ClientOptions options, @Mixin WaitOptions waiting)
            throws IOException {
        return change(options, waiting, last -> new Selection(last.model(), portion.portion(null), last.shadow()));
    }

    @Command(
            name = "shadow",
            description = "Tries a model beside the one that classifies, when there is time for it (all images unless"
                    + " told otherwise).",
            mixinStandardHelpOptions = true)
    int shadow(@Mixin TrafficShareOptions portion, @Mixin ClientOptions options, @Mixin WaitOptions waiting)
            throws IOException {
        return change(options, waiting, last -> new Selection(last.model(), last.canary(), portion.portion(1.0)));
    }

    private static int change(ClientOptions options, WaitOptions waiting, UnaryOperator<Selection> change)
            throws IOException {
        ProcessorClient client = options.client();
        Selection selection;
        try {
            selection = change.apply(client.selection().last());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(options.commandLine(), e.getMessage(), e);
        }
        long revision = client.select(selection).revision();
        options.out().println("selected as revision " + revision);
        options.out().flush();
        return waiting.await(client, revision, options.out());
    }
}
