package io.drover.agent.target;

import io.drover.engine.target.InvalidTargetUrl;
import io.drover.engine.target.SealBinding;
import io.drover.engine.target.TargetUrl;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets into the URL of a target, in memory and for one run (P30). References may stand in user, password and
 * parameters only: a secret in host, database or path would be shown wherever the target is named. Thread-safe.
 */
public final class SecretReferences {
    /** scheme, user info with its {@code @}, host and path, parameters with their {@code ?} */
    private static final Pattern SHAPE =
            Pattern.compile("([A-Za-z0-9+.-]+://)([^/?#]*@)?([^?]*)(\\?.*)?", Pattern.DOTALL);

    private static final Pattern PLACE = Pattern.compile("\u0000(\\d+)\u0000");
    /** Stands for a secret where only the rest of the URL matters. */
    private static final String WORD = "reference";

    private final SecretSource source;
    private final CredentialsFile credentials;
    private final SealedSecrets sealed;

    SecretReferences(SecretSource source, CredentialsFile credentials, SealedSecrets sealed) {
        this.source = source;
        this.credentials = credentials;
        this.sealed = sealed;
    }

    /**
     * The target of a URL with references.
     *
     * @throws UnresolvedUrl when a reference has no value here, stands where none may, or the URL is none
     */
    public ResolvedTarget resolve(String url) {
        List<Secret> secrets = new ArrayList<>();
        TargetUrl target = parse(substituted(url, secrets), secrets);
        if (target.kind() != TargetUrl.Kind.SQLITE && target.password() == null) {
            Optional<String> reference =
                    credentials.referenceFor(target.host(), target.port(), target.database(), target.user());
            if (reference.isPresent()) {
                target = parse(withPassword(url, target, reference.get(), secrets), secrets);
            }
        }
        return new ResolvedTarget(target, secrets);
    }

    private String substituted(String url, List<Secret> secrets) {
        // a path of ${file:/…} has slashes: hide references from the pattern that cuts at them
        List<String> references = new ArrayList<>();
        String masked = SecretSource.REFERENCE.matcher(url).replaceAll(reference -> {
            references.add(reference.group());
            return Matcher.quoteReplacement("\u0000" + (references.size() - 1) + "\u0000");
        });
        Matcher parts = SHAPE.matcher(masked);
        if (!parts.matches()) {
            throw UnresolvedUrl.invalid(
                    "the URL of the target has no scheme", "write sqlite://…, postgres://… or mysql://…");
        }
        if (parts.group(3).indexOf('\u0000') >= 0) {
            throw UnresolvedUrl.invalid(
                    "the URL of the target has a secret reference in its host, database or path",
                    "use references in user, password and parameters only");
        }
        Matcher places = PLACE.matcher(masked);
        return places.replaceAll(place -> {
            String reference = references.get(Integer.parseInt(place.group(1)));
            Secret secret = SealedSecrets.isSeal(reference)
                    ? sealed.open(reference, PLACE.matcher(masked).replaceAll(WORD), place(parts, place.start()))
                    : source.lookUp(reference);
            secrets.add(secret);
            return Matcher.quoteReplacement(secret.encoded());
        });
    }

    /** Where in the URL something stands, in the words of {@link SealBinding}. */
    private static String place(Matcher parts, int position) {
        if (parts.group(2) != null && position < parts.end(2)) {
            int colon = parts.group(2).indexOf(':');
            return colon >= 0 && position > parts.start(2) + colon ? SealBinding.PASSWORD : SealBinding.USER;
        }
        String before = parts.group(4).substring(0, position - parts.start(4));
        String pair = before.substring(Math.max(before.lastIndexOf('&'), before.lastIndexOf('?')) + 1);
        int equals = pair.indexOf('=');
        return SealBinding.parameter(
                URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8));
    }

    private String withPassword(String url, TargetUrl target, String reference, List<Secret> secrets) {
        String plain = substituted(url, secrets);
        Secret password = source.lookUp(reference);
        secrets.add(password);
        Matcher parts = SHAPE.matcher(plain);
        if (target.user() == null || !parts.matches()) {
            throw UnresolvedUrl.secretUnavailable(
                    "the credentials file has a password for " + target.redacted() + ", but the URL names no user",
                    "put the user into the URL of the target");
        }
        String user = parts.group(2).substring(0, parts.group(2).length() - 1);
        String rest = parts.group(4) == null ? "" : parts.group(4);
        return parts.group(1) + user + ":" + password.encoded() + "@" + parts.group(3) + rest;
    }

    private static TargetUrl parse(String url, List<Secret> secrets) {
        try {
            return TargetUrl.parse(url);
        } catch (InvalidTargetUrl e) {
            String message = e.getMessage();
            for (Secret secret : secrets) {
                message = secret.hideIn(message);
            }
            throw UnresolvedUrl.invalid(message, "correct the URL of the target");
        }
    }
}
