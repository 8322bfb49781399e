package io.drover.status.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;

/** Answers every route of the page with the same document; the script in it shows what the address names. */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class PageResource {
    private static final byte[] DOCUMENT = load();

    @GET
    public Response overview() {
        return Response.ok(DOCUMENT).header("Cache-Control", "no-cache").build();
    }

    @GET
    @Path("databases")
    public Response databases() {
        return overview();
    }

    @GET
    @Path("databases/{name}")
    public Response database() {
        return overview();
    }

    @GET
    @Path("dirs/{name}")
    public Response directory() {
        return overview();
    }

    @GET
    @Path("migrations")
    public Response migrations() {
        return overview();
    }

    @GET
    @Path("deployments")
    public Response deployments() {
        return overview();
    }

    @GET
    @Path("deployments/sets/{id}")
    public Response deployment() {
        return overview();
    }

    @GET
    @Path("deployments/sets/{id}/targets/{target}")
    public Response run() {
        return overview();
    }

    @GET
    @Path("agents")
    public Response agents() {
        return overview();
    }

    private static byte[] load() {
        try (InputStream document = PageResource.class.getResourceAsStream("/page/index.html")) {
            return document.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("The page is not in this build", e);
        }
    }
}
