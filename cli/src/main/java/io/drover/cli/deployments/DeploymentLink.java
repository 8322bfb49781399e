package io.drover.cli.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.remote.Server;

/** Where a deployment can be looked at in a browser. */
public final class DeploymentLink {
    private DeploymentLink() {}

    /** As the server says, else made from its address. */
    public static String of(JsonNode deployment, Server server) {
        String url = Server.text(deployment, "url");
        boolean usable = url != null && url.contains("://") && url.contains("/deployments/sets/");
        return usable
                ? url
                : server.address() + "/deployments/sets/"
                        + deployment.path("id").asLong();
    }
}
