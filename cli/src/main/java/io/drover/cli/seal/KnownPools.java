package io.drover.cli.seal;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which agents serve the targets that are about to be sealed for: a known target keeps its pool, a new one is default's. */
public final class KnownPools {
    /** Above so many the whole fleet is read, page by page, instead of each target alone. */
    private static final int FEW = 20;

    private final Map<String, String> pools = new HashMap<>();

    private KnownPools() {}

    /** Asks for the pools of those URLs that have something to seal; of no others. */
    public static KnownPools of(Server server, List<String> urls) {
        KnownPools known = new KnownPools();
        List<String> wanted = urls.stream()
                .filter(Sealing::isNeeded)
                .map(KnownPools::canonical)
                .distinct()
                .toList();
        if (wanted.size() > FEW) {
            known.read(server, new Query());
        } else {
            wanted.forEach(url -> known.read(server, new Query().and("q", url)));
        }
        return known;
    }

    private void read(Server server, Query query) {
        for (JsonNode target : server.list("/api/v1/targets", query).path("items")) {
            pools.put(target.path("url").asText(), target.path("pool").asText(Sealing.DEFAULT_POOL));
        }
    }

    /** The pool of a target. */
    public String of(String url) {
        return Sealing.isNeeded(url) ? pools.getOrDefault(canonical(url), Sealing.DEFAULT_POOL) : Sealing.DEFAULT_POOL;
    }

    private static String canonical(String url) {
        return TargetAddress.unresolved(url).canonical();
    }
}
