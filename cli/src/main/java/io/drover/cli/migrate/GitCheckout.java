package io.drover.cli.migrate;

import io.drover.cli.output.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the pushed files come from, read from {@code .git} without a git program. Whatever is not found is left out. */
final class GitCheckout {
    private GitCheckout() {}

    /** {@code repo}, {@code branch} and {@code commit} of the checkout that a folder is in; empty outside of one. */
    static Map<String, String> context(Path folder) {
        Map<String, String> context = new LinkedHashMap<>();
        try {
            Path git = find(folder);
            if (git != null) {
                read(git, context);
            }
        } catch (IOException e) {
            return context;
        }
        return context;
    }

    private static Path find(Path folder) throws IOException {
        for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return git;
            } else if (Files.isRegularFile(git)) {
                return at.resolve(Files.readString(git)
                                .replaceFirst("^gitdir:", "")
                                .strip())
                        .normalize();
            }
        }
        return null;
    }

    private static void read(Path git, Map<String, String> context) throws IOException {
        Path shared = Files.exists(git.resolve("commondir"))
                ? git.resolve(Files.readString(git.resolve("commondir")).strip())
                        .normalize()
                : git;
        String repo = origin(shared.resolve("config"));
        if (repo != null) {
            context.put("repo", repo);
        }
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith("ref: ")) {
            context.put("commit", head);
            return;
        }
        String ref = head.substring("ref: ".length());
        context.put("branch", ref.replaceFirst("^refs/heads/", ""));
        String commit = commit(shared, ref);
        if (commit != null) {
            context.put("commit", commit);
        }
    }

    private static String commit(Path git, String ref) throws IOException {
        if (Files.exists(git.resolve(ref))) {
            return Files.readString(git.resolve(ref)).strip();
        }
        if (Files.exists(git.resolve("packed-refs"))) {
            for (String line : Files.readAllLines(git.resolve("packed-refs"))) {
                if (line.endsWith(" " + ref)) {
                    return line.substring(0, line.indexOf(' '));
                }
            }
        }
        return null;
    }

    private static String origin(Path config) throws IOException {
        if (!Files.exists(config)) {
            return null;
        }
        boolean inOrigin = false;
        for (String line : Files.readAllLines(config)) {
            String text = line.strip();
            if (text.startsWith("[")) {
                inOrigin = text.equals("[remote \"origin\"]");
            } else if (inOrigin && text.startsWith("url")) {
                return withoutUser(text.substring(text.indexOf('=') + 1).strip());
            }
        }
        return null;
    }

    /** Access tokens like to hide in the user part of a remote's URL. */
    private static String withoutUser(String url) {
        return Secrets.hide(url).replaceFirst("^(https?://)[^/@]*@", "$1");
    }
}
