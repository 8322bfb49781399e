package io.drover.registry.directory;

import io.drover.kit.page.Cursor;
import io.drover.kit.page.Limit;
import io.drover.kit.page.Page;
import io.drover.kit.page.PublicUrl;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.registry.content.ArchiveReader;
import io.drover.registry.content.ContentFile;
import io.drover.registry.content.ContentStore;
import io.drover.registry.content.ContentStore.Place;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The versions of a directory over HTTP; {@code ref} is a sequence, a tag or {@code latest}. */
@Path("/api/v1/directories")
@Tag(name = "versions")
@Blocking
public class VersionResource {
    private final DirectoryCatalog catalog;
    private final ContentStore contents;
    private final ArchiveReader archives;
    private final PublicUrl publicUrl;

    VersionResource(DirectoryCatalog catalog, ContentStore contents, ArchiveReader archives, PublicUrl publicUrl) {
        this.catalog = catalog;
        this.contents = contents;
        this.archives = archives;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("{name}/versions")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The versions of a directory, newest first")
    public Page<VersionSummary> list(
            @PathParam("name") String name,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit,
            @Context UriInfo uri) {
        Page<VersionSnapshot> page = catalog.versions(name, below(cursor), Limit.of(limit));
        String url = link(uri, name);
        return new Page<>(
                page.items().stream()
                        .map(version -> VersionSummary.of(version, url))
                        .toList(),
                page.next());
    }

    @GET
    @Path("{name}/versions/{ref}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "One version with its files")
    public VersionView get(@PathParam("name") String name, @PathParam("ref") String reference, @Context UriInfo uri) {
        return VersionView.of(catalog.version(name, reference), link(uri, name));
    }

    @GET
    @Path("{name}/versions/{ref}/archive")
    @Produces("application/x-tar")
    @Operation(summary = "The files of a version and their atlas.sum as a tar")
    public Response archive(@PathParam("name") String name, @PathParam("ref") String reference) {
        DirectoryVersion version = catalog.resolve(name, reference);
        int size = contents.size(version.digest).orElseThrow();
        return Response.ok(archives.open(new Place(version.digest, 0, size)))
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"%s-%d.tar\"".formatted(name, version.sequence))
                .build();
    }

    @GET
    @Path("{name}/versions/{ref}/files/{file}")
    @Produces("text/plain; charset=utf-8")
    @Operation(summary = "One file of a version, byte for byte")
    public Response file(
            @PathParam("name") String name, @PathParam("ref") String reference, @PathParam("file") String file) {
        DirectoryVersion version = catalog.resolve(name, reference);
        Optional<Place> place = file.indexOf('\0') < 0 ? contents.find(version.digest, file) : Optional.empty();
        Place found = place.orElseThrow(() -> Missing.file(version, file, names(version.digest)));
        return Response.ok(archives.open(found))
                .header(HttpHeaders.CONTENT_LENGTH, found.bytes())
                .build();
    }

    private List<String> names(String digest) {
        return contents.files(digest).stream().map(ContentFile::name).toList();
    }

    private static int below(String cursor) {
        List<String> key = Cursor.decode(cursor, 1);
        if (key == null) {
            return Integer.MAX_VALUE;
        }
        if (!key.get(0).matches("[0-9]{1,9}")) {
            String detail = "The cursor is not one that this list gave out; start without a cursor.";
            throw Problem.of(ProblemType.INVALID_REQUEST, detail, List.of(new Fault("cursor", detail)));
        }
        return Integer.parseInt(key.get(0));
    }

    private String link(UriInfo uri, String directory) {
        return publicUrl.link(uri, "/dirs/" + directory);
    }
}
