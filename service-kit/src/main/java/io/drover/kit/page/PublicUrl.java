package io.drover.kit.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Start of the links we hand out: {@code drover.public-url} when set, else what the caller (or its proxy) used. */
@ApplicationScoped
public class PublicUrl {
    private final Optional<String> configured;

    PublicUrl(@ConfigProperty(name = "drover.public-url") Optional<String> configured) {
        this.configured = configured;
    }

    /** A link to a path, which starts with a slash. */
    public String link(UriInfo request, String path) {
        String base = configured.orElseGet(() -> request.getBaseUri().toString());
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }
}
