package io.drover.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times every list of the status API, one request after the other. */
final class QueryTimes {
    private static final int REQUESTS = Integer.getInteger("requests", 200);
    private static final int WARM_UP = 30;
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");
    private static final String STATUS = "/api/v1/status/";

    private final StatusProcess service;
    private final Fleet fleet;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    QueryTimes(StatusProcess service, Fleet fleet) {
        this.service = service;
        this.fleet = fleet;
    }

    void print() throws Exception {
        System.out.printf("%-52s %8s %8s %8s %9s%n", "list", "p50 ms", "p99 ms", "max ms", "bytes");
        time("overview: summary", "summary");
        time("databases", "databases");
        time("databases, SYNCED", "databases?state=SYNCED");
        time("databases, PENDING", "databases?state=PENDING");
        time("databases, ERROR", "databases?state=ERROR");
        time("databases, ERROR of a directory", "databases?state=ERROR&directory=" + Fleet.DIRECTORY);
        time(
                "databases, part of a name",
                i -> "databases?q=" + Fleet.name(any(i)).substring(7, 12));
        time("databases, a part of every name", "databases?q=tenant");
        time("databases, a whole name", i -> "databases?q=" + Fleet.name(any(i)));
        time("databases, a name that is not there", "databases?q=nobody");
        time("databases, selector", "databases?selector=" + encoded("region=eu,tier in (gold,silver)"));
        time("databases, selector of few", "databases?selector=" + encoded("region=eu,shard=7"));
        time("databases, selector and state", "databases?state=PENDING&selector=" + encoded("tier=gold"));
        time("databases, newest first", "databases?sort=-updatedAt");
        time("databases, of an environment", "databases?env=prod");
        deep("databases, deep cursor", "databases?limit=1000", 60);
        deep("databases, newest first, deep cursor", "databases?sort=-updatedAt&limit=1000", 60);
        time("one database", i -> "databases/" + Fleet.name(any(i)));
        time("one database, history", i -> "databases/" + Fleet.name(any(i)) + "/history");
        time(
                "one database, pending files",
                i -> "databases/" + Fleet.name(any(i)) + "/pending?directory=" + Fleet.DIRECTORY);
        time("deployments", "deployments");
        time("deployments, FAILED", "deployments?state=FAILED");
        time("deployments, attention first", "deployments?sort=attention");
        time("one deployment, fleet-wide, running", "deployments/" + Fleet.NEWEST);
        time("its targets", "deployments/" + Fleet.NEWEST + "/targets");
        time("its targets, FAILED", "deployments/" + Fleet.NEWEST + "/targets?state=FAILED");
        time("its targets, part of a name", i -> "deployments/" + Fleet.NEWEST + "/targets?q=" + Fleet.name(any(i)));
        deep("its targets, deep cursor", "deployments/" + Fleet.NEWEST + "/targets?limit=1000", 60);
        time("one of its targets", i -> "deployments/" + Fleet.NEWEST + "/targets/" + Fleet.name(any(i)));
        time("its cells", "deployments/" + Fleet.NEWEST + "/cells");
        time("errors", "errors");
        time("errors of a deployment", "errors?deployment=" + Fleet.NEWEST);
        String newest = "migrations/" + Fleet.DIRECTORY + "/" + Fleet.version(Fleet.VERSIONS);
        time("a migration", newest);
        time("a migration, FAILED", newest + "?state=FAILED");
        time("agents", "agents");
    }

    private int any(int i) {
        return new Random(i).nextInt(fleet.databases);
    }

    private void time(String what, String path) throws Exception {
        time(what, i -> path);
    }

    private void time(String what, IntFunction<String> path) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            HttpResponse<String> answer = get(path.apply(i));
            if (answer.statusCode() != 200) {
                System.out.printf("%-52s answers %d%n", what, answer.statusCode());
                return;
            }
        }
        double[] millis = new double[REQUESTS];
        int bytes = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String asked = path.apply(WARM_UP + i);
            long begun = System.nanoTime();
            bytes = get(asked).body().length();
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf(
                "%-52s %8.1f %8.1f %8.1f %9d%n",
                what, millis[REQUESTS / 2], millis[(int) Math.ceil(REQUESTS * 0.99) - 1], millis[REQUESTS - 1], bytes);
    }

    /** The page after so many thousand rows. */
    private void deep(String what, String path, int pages) throws Exception {
        String cursor = "";
        for (int i = 0; i < pages; i++) {
            Matcher next = NEXT.matcher(get(path + cursor).body());
            if (!next.find()) {
                break;
            }
            cursor = "&cursor=" + encoded(next.group(1));
        }
        String deep = path.replace("limit=1000", "limit=100") + cursor;
        time(what, deep);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.url(STATUS + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
