package io.drover.status.query;

import io.drover.contracts.Topics;
import io.drover.kit.page.PublicUrl;
import io.drover.status.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Tags of answers, of the address as people see it and of how far the topics are written into the views. So they are the same at every
 * replica, and new when the views were filled anew from other topics. What agents beat changes all the time and no answer
 * that has a tag but the number of those alive, which is in the tag itself. So is the number of deployments that failed
 * within a day. Where deployments go on, rates and ends are reckoned from the clock: there the tag holds for a second.
 */
@ApplicationScoped
class ViewTags {
    private static final String PROGRESS = """
            SELECT (SELECT id FROM generation) || coalesce(string_agg(
                topic || ' ' || partition || ' ' || next_offset, ',' ORDER BY topic, partition), '') AS progress
            FROM projected WHERE topic <> ?""";

    private static final String WITH_CLOCK = "SELECT progress, (SELECT count(*) FROM agent"
            + " WHERE NOT leaving AND beat_at > ?) AS alive,"
            + " EXISTS (SELECT 1 FROM deployment WHERE attention = 1 OR state = 'PAUSED') AS going,"
            + " (SELECT count(*) FROM deployment WHERE state = 'FAILED' AND finished_at > now() - interval '1 day') AS failed"
            + " FROM (" + PROGRESS + ") AS progress";

    private final Sql sql;
    private final PublicUrl publicUrl;

    ViewTags(Sql sql, PublicUrl publicUrl) {
        this.sql = sql;
        this.publicUrl = publicUrl;
    }

    /** The tag of what is answered now at an address. */
    EntityTag of(UriInfo address) {
        String path = address.getPath();
        boolean clock = path.endsWith("/summary") || path.matches(".*/deployments(/[^/]*)?");
        String asked =
                publicUrl.link(address, path) + "?" + address.getRequestUri().getRawQuery();
        return new EntityTag(hash(asked + " " + (clock ? progressAndClock() : progress())), true);
    }

    /** How far the views are, as a text that changes when they do. */
    String progress() {
        return sql.first(PROGRESS, row -> row.getString("progress"), Topics.AGENT_EVENTS)
                .orElse("");
    }

    private String progressAndClock() {
        Instant now = Instant.now();
        return sql.first(
                        WITH_CLOCK,
                        row -> row.getString("progress") + " alive " + row.getLong("alive") + " failed "
                                + row.getLong("failed")
                                + (row.getBoolean("going") ? " at " + now.truncatedTo(ChronoUnit.SECONDS) : ""),
                        now.minus(Agent.SILENCE),
                        Topics.AGENT_EVENTS)
                .orElse("");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
