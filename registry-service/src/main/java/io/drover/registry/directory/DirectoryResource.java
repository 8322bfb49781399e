package io.drover.registry.directory;

import io.drover.kit.page.Cursor;
import io.drover.kit.page.Limit;
import io.drover.kit.page.Page;
import io.drover.kit.page.PublicUrl;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Directories over HTTP: push them, list them. */
@Path("/api/v1/directories")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "directories")
@Blocking
public class DirectoryResource {
    private final Directories directories;
    private final DirectoryCatalog catalog;
    private final Republishing republishing;
    private final PublicUrl publicUrl;
    private final PushCounter pushes;

    DirectoryResource(
            Directories directories,
            DirectoryCatalog catalog,
            Republishing republishing,
            PublicUrl publicUrl,
            PushCounter pushes) {
        this.directories = directories;
        this.catalog = catalog;
        this.republishing = republishing;
        this.publicUrl = publicUrl;
        this.pushes = pushes;
    }

    @GET
    @Operation(summary = "All directories by name, each with its newest version")
    public Page<DirectoryView> list(
            @QueryParam("q") String q,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit,
            @Context UriInfo uri) {
        List<String> after = Cursor.decode(cursor, 1);
        Page<VersionSnapshot> page = catalog.newest(text(q), after == null ? "" : after.get(0), Limit.of(limit));
        return new Page<>(
                page.items().stream()
                        .map(latest -> DirectoryView.of(latest, link(uri, latest.version().directory.name)))
                        .toList(),
                page.next());
    }

    @GET
    @Path("{name}")
    @Operation(summary = "One directory with its newest version")
    public DirectoryView get(@PathParam("name") String name, @Context UriInfo uri) {
        return DirectoryView.of(catalog.newest(name), link(uri, name));
    }

    @POST
    @Path("republish")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tell the other services of every version again",
            description = "For an operator whose topic has lost its beginning. Repeating it is harmless. No body.")
    @APIResponseSchema(value = Republishing.Republished.class, responseCode = "202")
    public Response republish() {
        return Response.accepted(republishing.all()).build();
    }

    @POST
    @Path("{name}/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Push a directory: 201 with a new version, 200 when the newest has the same content")
    @APIResponseSchema(value = VersionView.class, responseCode = "201")
    public Response push(@PathParam("name") String name, PushBody body, @Context UriInfo uri) {
        if (body == null) {
            throw Problem.of(ProblemType.MALFORMED_JSON, "The body is empty; a JSON document is expected.");
        }
        List<Fault> faults = new ArrayList<>();
        PushOptions options = PushQuery.readBeside(body.options(), uri.getQueryParameters(), faults);
        return push(() -> PushReader.read(name, body, options, faults), name, uri);
    }

    @POST
    @Path("{name}/versions")
    @Consumes("application/x-tar")
    @Operation(
            summary = "Push a directory as an archive",
            description =
                    "Everything beside the files goes into the query: tags (repeated or with commas), allowRewrite, "
                            + "allowOutOfOrder, format, repo, branch, commit, url, user. With JSON it goes into the "
                            + "body; format may stand in the query there, too. Files in the format golang-migrate, "
                            + "goose, dbmate, flyway or liquibase are rewritten in Atlas's layout before anything is "
                            + "compared or stored.")
    @APIResponseSchema(value = VersionView.class, responseCode = "201")
    public Response pushArchive(@PathParam("name") String name, byte[] tar, @Context UriInfo uri) {
        List<Fault> faults = new ArrayList<>();
        PushOptions options = PushQuery.read(uri.getQueryParameters(), faults);
        return push(() -> PushReader.read(name, tar, options, faults), name, uri);
    }

    private Response push(Supplier<Push> push, String directory, UriInfo uri) {
        PushResult result = pushes.counted(() -> directories.push(push.get()));
        VersionView view = VersionView.of(result.version(), link(uri, directory));
        return result.isNew()
                ? Response.created(URI.create(publicUrl.link(
                                uri, "/api/v1/directories/" + view.directory() + "/versions/" + view.sequence())))
                        .entity(view)
                        .build()
                : Response.ok(view).build();
    }

    private String link(UriInfo uri, String directory) {
        return publicUrl.link(uri, "/dirs/" + directory);
    }

    private static String text(String q) {
        if (q != null && q.indexOf('\0') >= 0) {
            String detail = "The parameter q holds a control character.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("q", detail)));
        }
        return q == null ? "" : q;
    }
}
