package io.pawstream.processor.control;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.InstanceStatus;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.TrafficShare;
import io.pawstream.processor.models.SelectionState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command {@code models}: lists and selects the models of a running processor. */
@Command(
        name = "pawstream models",
        description = "Lists and selects the models of a running processor.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "(list | select | canary | shadow)")
public final class ModelsCommand {

    private static final String ROW = "%-24s  %-15s  %-13s  %s";

    @Command(
            name = "list",
            description = "Lists the models in the repository and their roles in the selection.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ClientOptions options) throws IOException {
        ProcessorClient client = options.client();
        SelectionState state = client.selection();
        options.out().println(String.format(ROW, "model", "version", "test accuracy", "state"));
        for (InstanceStatus.Model model : client.models()) {
            options.out()
                    .println(Printable.of(String.format(
                            ROW,
                            model.name(),
                            model.version() == null ? "" : model.version(),
                            model.accuracy() == null
                                    ? ""
                                    : String.format(Locale.ROOT, "%.2f%%", 100 * model.accuracy()),
                            model.error() == null
                                    ? roles(model.name(), state.selection())
                                    : "not loadable: " + model.error())));
        }
        options.out()
                .println(
                        state.revision() < 0
                                ? "selection: none yet; the configured model is the default"
                                : "selection: revision " + state.revision());
        if (state.desired() != null) {
            options.out()
                    .println(Printable.of("revision " + state.desired().revision() + " is not active: "
                            + (state.desired().error() == null
                                    ? "its models are loading"
                                    : state.desired().error())));
        }
        options.out().flush();
        return 0;
    }

    private static String roles(String model, Selection selection) {
        List<String> roles = new ArrayList<>();
        if (model.equals(selection.model())) {
            roles.add("default");
        }
        addRole("canary", model, selection.canary(), roles);
        addRole("shadow", model, selection.shadow(), roles);
        return String.join(", ", roles);
    }

    private static void addRole(String role, String model, @Nullable TrafficShare share, List<String> roles) {
        if (share != null && share.model().equals(model)) {
            roles.add(String.format(Locale.ROOT, "%s for %.2f%%", role, 100 * share.share()));
        }
    }

    @Command(
            name = "select",
            description = "Makes a model the default model. Canary and shadow do not change.",
            mixinStandardHelpOptions = true)
    int select(
            @Parameters(paramLabel = "NAME", description = "Name of the model.") String model,
            @Option(
                            names = "--sha256",
                            paramLabel = "HASH",
                            description = "Activate the model only where its model.onnx has this SHA-256.")
                    @Nullable
                    String sha256,
            @Mixin ClientOptions options,
            @Mixin WaitOptions waiting)
            throws IOException {
        return change(options, waiting, last -> new Selection(model, sha256, last.canary(), last.shadow()));
    }

    @Command(
            name = "canary",
            description =
                    "Classifies a share of the images with another model. Images with the same key use the same model.",
            mixinStandardHelpOptions = true)
    int canary(@Mixin TrafficShareOptions share, @Mixin ClientOptions options, @Mixin WaitOptions waiting)
            throws IOException {
        return change(
                options,
                waiting,
                last -> new Selection(last.model(), last.sha256(), share.trafficShare(null), last.shadow()));
    }

    @Command(
            name = "shadow",
            description =
                    "Runs another model on a share of the images, by default all, and publishes its predictions to a"
                            + " separate topic.",
            mixinStandardHelpOptions = true)
    int shadow(@Mixin TrafficShareOptions share, @Mixin ClientOptions options, @Mixin WaitOptions waiting)
            throws IOException {
        return change(
                options,
                waiting,
                last -> new Selection(last.model(), last.sha256(), last.canary(), share.trafficShare(1.0)));
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
