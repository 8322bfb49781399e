package io.drover.status.page;

import io.quarkiverse.web.bundler.runtime.Bundle;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Answers every route of the page with the same document; the script in it shows what the address names. Script and
 * stylesheet carry a hash of their content in their names, so they are kept for ever and the document never is.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
class PageResource {
    private final String document;

    PageResource(Bundle bundle) {
        this.document = load().replace("{style}", bundle.style("app")).replace("{script}", bundle.script("app"));
    }

    @GET
    public Response overview() {
        return Response.ok(document).header("Cache-Control", "no-cache").build();
    }

    @GET
    @Path("dirs")
    public Response directories() {
        return overview();
    }

    @GET
    @Path("dirs/{name}")
    public Response directory() {
        return overview();
    }

    @GET
    @Path("dirs/{name}/versions/{sequence}")
    public Response directoryVersion() {
        return overview();
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
    @Path("migrations")
    public Response migrations() {
        return overview();
    }

    @GET
    @Path("migrations/{directory}/{version}")
    public Response migration() {
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

    private static String load() {
        try (InputStream document = PageResource.class.getResourceAsStream("/page/index.html")) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The page is not in this build", e);
        }
    }
}
