-- Names are compared bytewise, as everywhere: COLLATE "C".

-- One row a directory. It is locked by every push, so it also numbers the versions and the events.
CREATE TABLE directories (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name           text COLLATE "C" NOT NULL UNIQUE,
    latest         integer          NOT NULL DEFAULT 0,
    event_sequence bigint           NOT NULL DEFAULT 0
);

-- Content-addressed: written once, never changed, shared by all versions that have it.
CREATE TABLE contents (
    digest  text COLLATE "C" PRIMARY KEY,
    bytes   integer NOT NULL,
    archive bytea   NOT NULL
);
-- uncompressed, so that a slice is read without reading what stands before it
ALTER TABLE contents ALTER COLUMN archive SET STORAGE EXTERNAL;

-- The files of a content; a file's bytes are the archive's from start, counted from 0.
CREATE TABLE files (
    digest      text COLLATE "C" NOT NULL REFERENCES contents,
    position    integer          NOT NULL,
    name        text COLLATE "C" NOT NULL,
    version     text COLLATE "C" NOT NULL,
    description text             NOT NULL,
    statements  integer          NOT NULL,
    sha256      text             NOT NULL,
    start       integer          NOT NULL,
    bytes       integer          NOT NULL,
    PRIMARY KEY (digest, position),
    UNIQUE (digest, name)
);

CREATE TABLE versions (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    directory_id   bigint           NOT NULL REFERENCES directories,
    sequence       integer          NOT NULL,
    digest         text COLLATE "C" NOT NULL REFERENCES contents,
    h1             text             NOT NULL,
    file_count     integer          NOT NULL,
    last_migration text COLLATE "C" NOT NULL,
    pushed_at      timestamptz      NOT NULL,
    pushed_by      text             NOT NULL,
    -- where the push came from, as the pusher told it
    repo           text,
    branch         text,
    commit_id      text,
    link           text,
    user_name      text,
    UNIQUE (directory_id, sequence)
);

CREATE TABLE tags (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    directory_id bigint           NOT NULL,
    name         text COLLATE "C" NOT NULL,
    sequence     integer          NOT NULL,
    UNIQUE (directory_id, name),
    FOREIGN KEY (directory_id, sequence) REFERENCES versions (directory_id, sequence)
);
