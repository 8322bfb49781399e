package io.drover.agent;

import io.drover.engine.apply.LockCompat;
import io.drover.engine.apply.OrphanPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator can set. As environment variables: {@code DROVER_AGENT_POOL} for {@code drover.agent.pool}. */
@ConfigMapping(prefix = "drover")
public interface AgentConfig {

    Agent agent();

    Registry registry();

    Sqlite sqlite();

    Secrets secrets();

    Orphans orphans();

    Lock lock();

    Sealing sealing();

    /** The machine this agent stands on. Default: the content of {@code /etc/machine-id}, else the host name. */
    Optional<String> hostId();

    /**
     * File that names the password reference for URLs without a password: lines {@code host database user reference},
     * {@code *} for any. Default: none.
     */
    Optional<Path> credentialsFile();

    /** How long a shutdown waits for the runs that have begun. ISO-8601 duration, default 30 seconds. */
    @WithDefault("PT30S")
    Duration drainTimeout();

    /** Who the agent is and how much it does. */
    interface Agent {
        /** Unique name of this process. Default: host name, a dash and eight random hex digits. */
        Optional<String> id();

        /** The pool whose targets this agent serves. Letters, digits, dots, dashes; default {@code default}. */
        @WithDefault("default")
        String pool();

        /** Runs executed at the same time, 1 or more, default 8. */
        @WithDefault("8")
        int slots();

        /** Time between two heartbeats. ISO-8601 duration, default 2 seconds. */
        @WithDefault("PT2S")
        Duration beatEvery();

        /** Memory for migration directories that were fetched, in bytes, default 64 MiB. */
        @WithDefault("67108864")
        long contentCacheBytes();
    }

    /** Where directory contents come from. */
    interface Registry {
        /** Base URL of the registry, default {@code http://localhost:8081}. */
        @WithDefault("http://localhost:8081")
        URI url();
    }

    /** What an agent may do with files. */
    interface Sqlite {
        /** Folders below which SQLite files may be created, comma-separated. Default: none, so no file is created. */
        Optional<List<Path>> roots();

        /** Folders that several hosts see alike: files below them may have been named on another host. Default: none. */
        Optional<List<Path>> sharedRoots();
    }

    /** What an agent may look up. */
    interface Secrets {
        /**
         * Names that references may use, comma-separated: environment variables and absolute paths of files; a {@code
         * *} at the end stands for any rest. Default: none.
         */
        Optional<List<String>> allow();
    }

    /** What becomes of a session on a tenant's server whose agent is lost. */
    interface Orphans {
        /**
         * {@code WAIT}: a session that executes may come to its end; {@code END}: it is ended at once and rolled back.
         * Default {@code WAIT}.
         */
        @WithDefault("WAIT")
        OrphanPolicy.Treatment policy();

        /** How long such a session must have been idle before it is ended either way. ISO-8601 duration, default 30 seconds. */
        @WithDefault("PT30S")
        Duration idleFor();
    }

    /** Whose locks an agent respects on targets. */
    interface Lock {
        /**
         * {@code NONE}: our own and, on whole PostgreSQL databases, Atlas's; {@code ATLAS}: Atlas's everywhere, by which
         * the targets of one MySQL server, and the SQLite files of one machine, wait for each other. Default {@code NONE}.
         */
        @WithDefault("NONE")
        LockCompat compat();
    }

    /** What an agent opens sealed passwords with. */
    interface Sealing {
        /**
         * File with the private keyset of the pool, Tink's JSON, mode 0600; the same for all agents of the pool. Read
         * again when it changes. Default: none, so passwords cannot be sealed for the pool.
         */
        Optional<Path> keysetFile();

        /** Whether a missing keyset file is made, true or false, default false. */
        @WithDefault("false")
        boolean create();
    }
}
