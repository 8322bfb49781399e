package io.drover.registry.directory;

import io.drover.registry.content.Content;

/** A push that makes sense by itself; whether it may follow what is there decides the transaction. */
record Push(String directory, Content content, PushOptions options) {}
