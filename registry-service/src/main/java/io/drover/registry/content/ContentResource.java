package io.drover.registry.content;

import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.registry.content.ContentStore.Place;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Contents by digest: what agents fetch, check against the digest and keep for good. */
@Path("/api/v1/contents")
@Tag(name = "contents")
@Blocking
public class ContentResource {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final ContentStore contents;
    private final ArchiveReader archives;

    ContentResource(ContentStore contents, ArchiveReader archives) {
        this.contents = contents;
        this.archives = archives;
    }

    @GET
    @Path("{digest}")
    @Produces("application/x-tar")
    @Operation(summary = "The archive whose SHA-256 this is")
    public Response get(@PathParam("digest") String digest, @Context Request request) {
        OptionalInt size = digest.matches("[0-9a-f]{64}") ? contents.size(digest) : OptionalInt.empty();
        if (size.isEmpty()) {
            throw Problem.of(
                    ProblemType.NOT_FOUND,
                    "No directory version has the content \"%s\"; GET /api/v1/directories/{name}/versions lists the digests that exist.",
                    digest);
        }
        EntityTag tag = new EntityTag(digest);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.header(HttpHeaders.CACHE_CONTROL, FOR_EVER).build();
        }
        return Response.ok(archives.open(new Place(digest, 0, size.getAsInt())))
                .tag(tag)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .header(HttpHeaders.CONTENT_LENGTH, size.getAsInt())
                .build();
    }
}
