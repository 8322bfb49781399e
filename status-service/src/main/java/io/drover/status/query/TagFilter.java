package io.drover.status.query;

import io.drover.status.projection.Freshness;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers {@code 304} to who has the answer already, before any query but one is run. The tag is taken before the answer is
 * made: should the views go on in between, it is too old, and the next request is answered anew. While the views are
 * behind there is no tag, for {@code lag} then changes with the clock; a 304 says in {@code Drover-As-Of} of what time it is.
 */
@Provider
@Tagged
class TagFilter implements ContainerRequestFilter, ContainerResponseFilter {
    private static final String TAG = TagFilter.class.getName();
    static final String AS_OF = "Drover-As-Of";

    private final ViewTags tags;
    private final Freshness freshness;

    TagFilter(ViewTags tags, Freshness freshness) {
        this.tags = tags;
        this.freshness = freshness;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Freshness.Stamp stamp = freshness.stamp();
        if (!stamp.lag().isZero()) {
            return;
        }
        EntityTag tag = tags.of(request.getUriInfo());
        Response.ResponseBuilder unchanged = request.getRequest().evaluatePreconditions(tag);
        if (unchanged != null) {
            request.abortWith(unchanged
                    .header(AS_OF, stamp.asOf().toString())
                    .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                    .build());
        } else {
            request.setProperty(TAG, tag);
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        Object tag = request.getProperty(TAG);
        boolean whole = !(response.getEntity() instanceof DeploymentView.RunDetail run) || run.hasAllTexts();
        if (tag != null && response.getStatus() == 200 && whole) {
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
    }
}
