package io.pawstream.processor.control;

import io.pawstream.contract.event.MalformedEventException;
import io.pawstream.contract.selection.Selection;
import io.pawstream.contract.selection.SelectionCodec;
import io.pawstream.processor.models.InitialSelection;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.models.RepositoryWatcher;
import io.pawstream.processor.models.SelectionState;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code GET /models}, {@code GET /selection}, {@code PUT /selection} and {@code GET /instances}. A requested model
 * name is never used as a path unless the repository contains a model of this name.
 */
@ApplicationScoped
class ModelsApi {

    /** Much larger than a selection, which has a few hundred bytes. */
    private static final int MAX_BODY_BYTES = 16 << 10;

    private static final int MAX_BODIES = 16;
    private static final Duration BODY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_SCAN = Duration.ofSeconds(10);

    private final RepositoryWatcher repository;
    private final ModelSelector selector;
    private final InitialSelection initial;
    private final SelectionTopic topic;
    private final LiveInstances instances;
    private final OperatorAuthorization authorization;

    ModelsApi(
            RepositoryWatcher repository,
            ModelSelector selector,
            InitialSelection initial,
            SelectionTopic topic,
            LiveInstances instances,
            OperatorAuthorization authorization) {
        this.repository = repository;
        this.selector = selector;
        this.initial = initial;
        this.topic = topic;
        this.instances = instances;
        this.authorization = authorization;
    }

    void routes(@Observes Router router) {
        router.get("/models").blockingHandler(this::models);
        router.get("/instances").handler(call -> JsonResponses.ok(call, instances.alive()));
        router.get("/selection").handler(this::selection);
        router.put("/selection")
                .handler(authorization)
                .handler(new BodyReader(
                        MAX_BODY_BYTES,
                        MAX_BODIES,
                        BODY_TIMEOUT,
                        "the selection is larger than " + MAX_BODY_BYTES + " bytes"))
                .blockingHandler(this::select)
                .failureHandler(JsonResponses::failure);
        router.route("/models").handler(JsonResponses.methodNotAllowed("/models", "GET"));
        router.route("/instances").handler(JsonResponses.methodNotAllowed("/instances", "GET"));
        router.route("/selection").handler(JsonResponses.methodNotAllowed("/selection", "GET, PUT"));
    }

    private void selection(RoutingContext call) {
        if (requireSelectionRead(call)) {
            JsonResponses.ok(call, SelectionState.of(selector));
        }
    }

    /** Sends an error if the selection has not been read yet, because clients change it relative to the current one. */
    private boolean requireSelectionRead(RoutingContext call) {
        boolean read = initial.isComplete();
        if (!read) {
            JsonResponses.error(call, 503, "the selection has not been read from its topic yet; try again");
        }
        return read;
    }

    private void models(RoutingContext call) {
        if (requireRepositoryScanned(call)) {
            JsonResponses.ok(call, repository.statuses());
        }
    }

    /** Waits for the first scan of the repository; sends an error if it takes too long. */
    private boolean requireRepositoryScanned(RoutingContext call) {
        try {
            if (repository.awaitFirstScan(FIRST_SCAN)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        JsonResponses.error(call, 503, "the model repository has not been scanned yet; try again");
        return false;
    }

    private void select(RoutingContext call) {
        if (!requireSelectionRead(call)) {
            return;
        }
        Selection selection;
        try {
            selection = SelectionCodec.fromJson(BodyReader.body(call));
        } catch (MalformedEventException e) {
            JsonResponses.error(call, 400, String.valueOf(e.getMessage()));
            return;
        }
        if (!requireRepositoryScanned(call)) {
            return;
        }
        Optional<String> error = repository.error(selection);
        if (error.isPresent()) {
            JsonResponses.error(call, 422, error.get());
            return;
        }
        try {
            JsonResponses.ok(call, new SelectionState(topic.write(selection), selection, null));
        } catch (IOException e) {
            JsonResponses.error(call, 503, String.valueOf(e.getMessage()));
        }
    }
}
