package io.drover.orchestrator.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.kit.problem.Fault;
import io.drover.kit.problem.Problem;
import io.drover.kit.problem.ProblemType;
import io.drover.kit.trace.TraceParent;
import io.drover.orchestrator.sql.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** P2: asks the registry what a reference means, at the moment of the order and never from a copy. */
@ApplicationScoped
public class RegistryClient {
    private static final Logger LOG = Logger.getLogger(RegistryClient.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    RegistryClient(@ConfigProperty(name = "drover.registry-url") String base) {
        this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    /**
     * The version that a tag, a number or {@code latest} stands for.
     *
     * @throws Problem {@code unknown-directory}, {@code unknown-version} or {@code registry-unavailable}
     */
    DirectoryVersion resolve(String directory, String reference, String pointer) {
        String path = "/api/v1/directories/" + encoded(directory);
        HttpResponse<String> answer = get(path + "/versions/" + encoded(reference));
        if (answer.statusCode() == 200) {
            return Json.read(answer.body(), DirectoryVersion.class);
        }
        if (answer.statusCode() == 404) {
            HttpResponse<String> known = get(path);
            if (known.statusCode() == 404) {
                throw unknown(ProblemType.UNKNOWN_DIRECTORY, known, "/directory");
            }
            if (known.statusCode() == 200) {
                throw unknown(ProblemType.UNKNOWN_VERSION, answer, pointer);
            }
        }
        throw unavailable("it answered " + answer.statusCode());
    }

    /** The newest version of a directory: its number and its content. */
    public record Latest(int sequence, String digest) {}

    /**
     * The newest version of a directory.
     *
     * @throws Problem as {@link #resolve}
     */
    public Latest latest(String directory) {
        DirectoryVersion version = resolve(directory, "latest", "/directory");
        return new Latest(version.sequence(), version.digest());
    }

    private HttpResponse<String> get(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
            String traceparent = TraceParent.current();
            if (traceparent != null) {
                request.header(TraceParent.HEADER, traceparent);
            }
            CompletableFuture<HttpResponse<String>> answer =
                    http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return whole(answer);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("The registry at %s cannot be reached: %s", base, e);
            throw unavailable("it does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("waiting for it was interrupted");
        }
    }

    /** The request's own timeout ends with the head of the answer; this one covers its body too. */
    private static HttpResponse<String> whole(CompletableFuture<HttpResponse<String>> answer)
            throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static Problem unavailable(String why) {
        return Problem.of(
                ProblemType.REGISTRY_UNAVAILABLE,
                "The registry is needed to know what to deploy, and " + why + ". Nothing was started; try again.",
                List.of());
    }

    /** The registry's own sentence says what there is instead. */
    private static Problem unknown(ProblemType type, HttpResponse<String> answer, String pointer) {
        String detail = type.title() + ".";
        try {
            detail = Json.read(answer.body(), JsonNode.class).path("detail").asText(detail);
        } catch (IllegalStateException e) {
            LOG.debugf("The registry's answer is no problem document: %s", e);
        }
        return Problem.of(type, detail, List.of(new Fault(pointer, detail)));
    }

    private static String encoded(String step) {
        return URLEncoder.encode(step, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
