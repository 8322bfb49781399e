package io.drover.agent.target;

import io.drover.engine.target.TargetUrl;
import java.util.List;

/** A target with its secrets, ready to connect to. Lives as long as its run; prints without secrets. */
public final class ResolvedTarget {
    private final TargetUrl url;
    private final List<Secret> secrets;

    ResolvedTarget(TargetUrl url, List<Secret> secrets) {
        this.url = url;
        this.secrets = List.copyOf(secrets);
    }

    public TargetUrl url() {
        return url;
    }

    /** The text without any of the secrets that were resolved for this target; null stays null. */
    public String hide(String text) {
        String hidden = text;
        for (Secret secret : secrets) {
            hidden = secret.hideIn(hidden);
        }
        return hidden;
    }

    @Override
    public String toString() {
        return url.redacted();
    }
}
