package io.pawstream.processor.control;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Responds to requests with a body for which no other route exists. {@code GET} requests are for pages and files. */
@ApplicationScoped
class UnknownPaths {

    void routes(@Observes Router router) {
        router.route().last().handler(UnknownPaths::respond);
    }

    private static void respond(RoutingContext call) {
        HttpMethod method = call.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            call.next();
        } else {
            JsonResponses.error(
                    call,
                    404,
                    method + " " + call.normalizedPath() + " does not exist; available: POST /images, PUT /selection");
        }
    }
}
