package io.drover.status.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Lets browsers keep script and stylesheet of the page for ever: another content has another name. That a file is not
 * there is never kept, since a replica of another build may have it.
 */
@Singleton
class BundleCaching {
    static final String BUNDLE = "/static/bundle/";

    private static final int BEFORE_THE_FILES = 100;

    void register(@Observes Filters filters) {
        filters.register(BundleCaching::answer, BEFORE_THE_FILES);
    }

    private static void answer(RoutingContext request) {
        if (request.normalizedPath().startsWith(BUNDLE)) {
            request.addHeadersEndHandler(ended -> {
                HttpServerResponse response = request.response();
                boolean found = response.getStatusCode() < 400;
                response.putHeader("Cache-Control", found ? "public, immutable, max-age=31536000" : "no-store");
            });
        }
        request.next();
    }
}
