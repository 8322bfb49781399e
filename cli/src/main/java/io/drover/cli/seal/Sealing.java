package io.drover.cli.seal;

import io.drover.cli.output.Failure;
import io.drover.cli.output.Secrets;
import io.drover.cli.project.TargetAddress;
import io.drover.cli.remote.Query;
import io.drover.cli.remote.Server;
import io.drover.cli.remote.ServerProblem;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P30: a password that is written out in the URL of a target leaves this process only sealed for the agents of the
 * target's pool. Keys are asked for once per pool, and only when there is something to seal. Not thread-safe.
 */
public final class Sealing {
    /** The pool of a target that names none. */
    public static final String DEFAULT_POOL = "default";

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");
    /** Stands for a reference while the URL is taken apart; no URL can hold it. */
    private static final String MARK = "\u0001";

    private static final Pattern SHAPE = Pattern.compile(
            "(?<scheme>[A-Za-z0-9+.-]+://)(?:(?<user>[^/?#:]*):(?<password>[^/?#]*)@)?(?<place>[^?]*)(?<query>\\?.*)?",
            Pattern.DOTALL);

    private static final String NO_KEY =
            " Drover would seal it for the agents of the pool %s, but none of them has told"
                    + " a key: give them one with DROVER_SEALING_KEYSET_FILE.";

    private final Server server;
    private final Map<String, Optional<PoolKey>> keys = new HashMap<>();

    /** @param server who knows the keys of the pools */
    public Sealing(Server server) {
        this.server = server;
    }

    /** True when a URL has something to seal. */
    public static boolean isNeeded(String url) {
        return Secrets.literalIn(url);
    }

    /**
     * The URL with every secret in it sealed; without any, the URL itself.
     *
     * @param pool whose agents serve the target
     * @throws Failure when the pool has no key; the URL has gone nowhere then
     */
    public String seal(String url, String pool) {
        if (!isNeeded(url)) {
            return url;
        }
        Site site = new Site(url, pool, TargetAddress.unresolved(url));
        List<String> references =
                REFERENCE.matcher(url).results().map(MatchResult::group).toList();
        Matcher parts = SHAPE.matcher(REFERENCE.matcher(url).replaceAll(MARK));
        if (!parts.matches()) {
            throw TargetAddress.passwordRefused(url, "");
        }
        StringBuilder sealed = new StringBuilder(parts.group("scheme"));
        String password = parts.group("password");
        if (password != null) {
            sealed.append(parts.group("user")).append(':');
            sealed.append(
                    site.isLiteral(password) ? sealed(site, site.target().password(), SealBinding.PASSWORD) : password);
            sealed.append('@');
        }
        sealed.append(parts.group("place"));
        if (parts.group("query") != null) {
            sealed.append('?').append(query(site, parts.group("query").substring(1)));
        }
        return withReferences(sealed.toString(), references);
    }

    /** A URL that has something to seal. */
    private record Site(String url, String pool, TargetUrl target) {
        /** @throws Failure when a part of it is a reference and a part is not */
        boolean isLiteral(String value) {
            if (value.length() > MARK.length() && value.contains(MARK)) {
                throw TargetAddress.passwordRefused(url, "");
            }
            return !value.isEmpty() && !value.equals(MARK);
        }
    }

    private String query(Site site, String raw) {
        List<String> pairs = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            boolean isSecret = Secrets.isParameter(name) && site.isLiteral(pair.substring(equals + 1));
            pairs.add(
                    isSecret
                            ? name + "="
                                    + sealed(site, site.target().parameters().get(name), SealBinding.parameter(name))
                            : pair);
        }
        return String.join("&", pairs);
    }

    /** Each mark is one reference, in their order; seals hold no mark. */
    private static String withReferences(String marked, List<String> references) {
        Iterator<String> next = references.iterator();
        return Pattern.compile(MARK).matcher(marked).replaceAll(mark -> Matcher.quoteReplacement(next.next()));
    }

    private String sealed(Site site, String value, String place) {
        return keys.computeIfAbsent(site.pool(), this::key)
                .orElseThrow(() -> TargetAddress.passwordRefused(site.url(), NO_KEY.formatted(site.pool())))
                .seal(value, site.target(), place);
    }

    private Optional<PoolKey> key(String pool) {
        try {
            String key = Server.text(server.get("/api/v1/agent-pools/" + Query.segment(pool) + "/key"), "key");
            return Optional.ofNullable(key).map(text -> PoolKey.of(pool, text));
        } catch (ServerProblem refused) {
            if (refused.status() == 404 || refused.type().equals("not-available-yet")) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
