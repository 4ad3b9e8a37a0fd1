package io.pawstream.processor.control;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import io.pawstream.model.ModelException;
import io.pawstream.processor.app.ProcessorConfig;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.models.SelectionState;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /models}, {@code GET /selection}, {@code PUT /selection}, {@code GET /instances}. Names of models become paths
 * only after the repository has listed them.
 */
@ApplicationScoped
class ModelsApi {

    /** A selection has some hundred bytes. */
    private static final int MAX_BODY_BYTES = 16 << 10;

    private static final Duration FIRST_LOOK = Duration.ofSeconds(10);

    private final RepositoryWatcher repository;
    private final ModelSelector selections;
    private final InitialSelection first;
    private final SelectionTopic topic;
    private final InstanceBoard instances;
    private final OperatorAuthorization operator;

    ModelsApi(
            RepositoryWatcher repository,
            ModelSelector selections,
            InitialSelection first,
            SelectionTopic topic,
            InstanceBoard instances,
            ProcessorConfig config) {
        this.repository = repository;
        this.selections = selections;
        this.first = first;
        this.topic = topic;
        this.instances = instances;
        this.operator = new OperatorAuthorization(config.operatorToken());
    }

    void routes(@Observes Router router) {
        router.get("/models").blockingHandler(this::models);
        router.get("/instances").handler(call -> JsonResponses.ok(call, instances.alive()));
        router.get("/selection").handler(this::selection);
        router.put("/selection")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(operator)
                .blockingHandler(this::select);
    }

    private void selection(RoutingContext call) {
        if (known(call)) {
            JsonResponses.ok(call, SelectionState.of(selections));
        }
    }

    /** Whether the selection has been read since the start; if not, the call is answered: who changes it has to know it. */
    private boolean known(RoutingContext call) {
        boolean known = first.isComplete();
        if (!known) {
            JsonResponses.error(call, 503, "the selection has not been read from its topic yet; try again");
        }
        return known;
    }

    private void models(RoutingContext call) {
        if (looked(call)) {
            JsonResponses.ok(call, repository.statuses());
        }
    }

    /** Whether the repository has been looked through since the start; if not, the call is answered. */
    private boolean looked(RoutingContext call) {
        try {
            if (repository.awaitFirstLook(FIRST_LOOK)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        JsonResponses.error(call, 503, "the model repository has not been looked through yet; try again");
        return false;
    }

    private void select(RoutingContext call) {
        if (!known(call)) {
            return;
        }
        Selection selection;
        try {
            selection = SelectionCodec.fromJson(
                    call.body().buffer() == null ? null : call.body().buffer().getBytes());
        } catch (MalformedEventException e) {
            JsonResponses.error(call, 400, e.getMessage());
            return;
        }
        if (!looked(call)) {
            return;
        }
        Optional<String> problem = selection
                .models()
                .flatMap(name -> repository.error(name).stream())
                .findFirst();
        if (problem.isPresent()) {
            JsonResponses.error(call, 422, problem.get());
            return;
        }
        try {
            JsonResponses.ok(call, new SelectionState(topic.write(selection), selection, null));
        } catch (ModelException e) {
            JsonResponses.error(call, 503, e.getMessage());
        }
    }
}
